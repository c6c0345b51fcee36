import { Button } from '@mantine/core';
import { LeaveGuard } from '../../components/leave-guard.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { t } from '../../i18n/t.ts';
import { BasicFields } from './basic-fields.tsx';
import { CardFields } from './card-fields.tsx';
import { CreditFields } from './credit-fields.tsx';
import { FileFields } from './file-fields.tsx';
import classes from './plan-form.module.css';
import { PlanPreview } from './plan-preview.tsx';
import { PriceFields } from './price-fields.tsx';
import { usePlanForm } from './use-plan-form.ts';
import type { AdminPlan } from './use-plans.ts';

type PlanFormProps = {
  /** null: a new plan. */
  plan: AdminPlan | null;
  onDone: () => void;
};

export function PlanForm({ plan, onDone }: PlanFormProps) {
  const form = usePlanForm(plan, onDone);
  return (
    <div className={classes.columns}>
      <form ref={form.form} onSubmit={form.submit} noValidate className={classes.form}>
        <BasicFields form={form} />
        <PriceFields form={form} />
        <CreditFields form={form} />
        <FileFields form={form} />
        <CardFields form={form} />
        {form.problem && (
          <div role="alert" className={classes.problem}>
            <p>{form.problem}</p>
            {form.isStale && (
              <Button size="compact-sm" variant="default" onClick={() => void form.reload()}>
                {t('Show the newest version')}
              </Button>
            )}
          </div>
        )}
        <div className={classes.buttons}>
          <LinkButton to="/admin/plans" variant="default">
            {t('Cancel')}
          </LinkButton>
          <Button type="submit" loading={form.isPending} disabled={form.isStale}>
            {plan ? t('Save plan') : t('Create plan')}
          </Button>
        </div>
      </form>
      <PlanPreview draft={form.draft} />
      <LeaveGuard hasChanges={form.hasChanges} />
    </div>
  );
}
