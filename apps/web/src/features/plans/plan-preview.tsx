import { useState } from 'react';
import { t } from '../../i18n/t.ts';
import type { Billing } from './billing.ts';
import { BillingSwitch } from './billing-switch.tsx';
import { PlanCard } from './plan-card.tsx';
import { PlanCta } from './plan-cta.tsx';
import { type PlanDraft, toPreview } from './plan-draft.ts';
import classes from './plan-form.module.css';

/** The card of the price table, as the plan is typed. */
export function PlanPreview({ draft }: { draft: PlanDraft }) {
  const [billing, setBilling] = useState<Billing>('month');
  const plan = toPreview(draft);
  return (
    <aside className={classes.preview} aria-labelledby="plan-preview">
      <div className={classes.previewHead}>
        <h2 className={classes.legend} id="plan-preview">
          {t('Preview')}
        </h2>
        <BillingSwitch billing={billing} onChange={setBilling} />
      </div>
      <PlanCard plan={plan} billing={billing} headingLevel={3}>
        <PlanCta plan={plan} isPreview />
      </PlanCard>
    </aside>
  );
}
