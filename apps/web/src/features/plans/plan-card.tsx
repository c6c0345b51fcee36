import type { PublicPlan } from '@scrip/api';
import { IconCheck } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { t } from '../../i18n/t.ts';
import { type Billing, creditsOf, listCreditTerms, priceOf } from './billing.ts';
import classes from './plan-card.module.css';

type PlanCardProps = {
  plan: PublicPlan;
  billing: Billing;
  isCurrent?: boolean;
  headingLevel?: 2 | 3;
  /** At the foot: how to get it. */
  children: ReactNode;
};

export function PlanCard({ plan, billing, isCurrent, headingLevel = 2, children }: PlanCardProps) {
  const id = useId();
  const Heading = `h${headingLevel}` as const;
  return (
    <section className={classes.card} data-highlight={plan.highlight} aria-labelledby={id}>
      <div className={classes.head}>
        <Heading className={classes.name} id={id}>
          {plan.name}
        </Heading>
        {isCurrent && <span className={classes.current}>{t('Your plan')}</span>}
        {plan.badge && <span className={classes.badge}>{plan.badge}</span>}
      </div>
      {plan.description && <p className={classes.description}>{plan.description}</p>}
      <Price plan={plan} billing={billing} />
      <Credits plan={plan} billing={billing} />
      <Features plan={plan} />
      {children}
    </section>
  );
}

function Price({ plan, billing }: { plan: PublicPlan; billing: Billing }) {
  const { amount, per, note } = priceOf(plan, billing);
  return (
    <div className={classes.price}>
      <p className={classes.amount}>
        {amount ?? (plan.ctaUrl ? t('Price on request') : t('No price yet'))}{' '}
        {per && <span className={classes.per}>{per}</span>}
      </p>
      {note && <p className={classes.note}>{note}</p>}
    </div>
  );
}

function Credits({ plan, billing }: { plan: PublicPlan; billing: Billing }) {
  const { credits, per } = creditsOf(plan, billing);
  const terms = listCreditTerms(plan);
  return (
    <div className={classes.credits}>
      <p className={classes.creditsLine}>
        <strong>{credits}</strong> {per}
      </p>
      {terms.map((term) => (
        <p key={term} className={classes.note}>
          {term}
        </p>
      ))}
    </div>
  );
}

function Features({ plan: { features } }: { plan: PublicPlan }) {
  if (features.length === 0) return null;
  return (
    <ul className={classes.features}>
      {features.map(({ name, description }, index) => (
        // Nothing else tells apart two features of one name.
        <li key={index}>
          <IconCheck size={16} stroke={2} aria-hidden className={classes.check} />
          <span>
            {name}
            {description && <span className={classes.featureText}>{description}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
