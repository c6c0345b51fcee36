import { NativeSelect, Switch } from '@mantine/core';
import { t } from '../../i18n/t.ts';
import { FormSection } from './form-section.tsx';
import { type PlanDraft, readWhole } from './plan-draft.ts';
import classes from './plan-form.module.css';
import type { PlanForm } from './use-plan-form.ts';
import { WholeField } from './whole-field.tsx';

const renewals = [
  { value: 'reset', label: 'Expire with their period' },
  { value: 'rollover', label: 'Roll over into the next period' },
] as const;

export function CreditFields({ form }: { form: PlanForm }) {
  const { draft, change } = form;
  return (
    <FormSection title={t('Credits')} text={policyOf(draft)}>
      <WholeField form={form} field="credits" label={t('Credits per period')} isRequired />
      <NativeSelect
        label={t('Unspent credits')}
        data={renewals.map(({ value, label }) => ({ value, label: t(label) }))}
        value={draft.creditRenewal}
        onChange={(event) =>
          change({ creditRenewal: event.currentTarget.value === 'rollover' ? 'rollover' : 'reset' })
        }
      />
      {draft.creditRenewal === 'rollover' && (
        <WholeField
          form={form}
          field="rolloverCapCredits"
          label={t('Roll over at most (credits)')}
          text={t('Empty: all of them.')}
        />
      )}
      <Switch
        className={classes.wide}
        label={t('With yearly billing, grant the credits each month')}
        description={t('Off: they are granted once a year.')}
        checked={draft.monthlyCreditsOnYearly}
        onChange={(event) => change({ monthlyCreditsOnYearly: event.currentTarget.checked })}
      />
      <WholeField
        form={form}
        field="trialCredits"
        label={t('In a free trial (credits)')}
        text={t('In the place of the others.')}
      />
      <WholeField
        form={form}
        field="oneTimeCredits"
        label={t('Once (credits)')}
        text={t('With the first paid period; they never expire.')}
      />
      <WholeField
        form={form}
        field="pastDueGraceDays"
        label={t('Payment grace (days)')}
        text={t('After a failed payment. 0: suspended at once.')}
      />
    </FormSection>
  );
}

/** What the policy comes to, said as a subscriber lives through it. */
function policyOf(draft: PlanDraft): string {
  const credits = readWhole(draft.credits);
  if (!(credits > 0)) return t('What a subscription grants, and when.');
  const cap = readWhole(draft.rolloverCapCredits);
  const grants = draft.monthlyCreditsOnYearly
    ? t('{count} each month, with monthly and with yearly billing.', { count: credits })
    : t('{count} each month with monthly billing, {count} a year with yearly billing.', { count: credits });
  const rest =
    draft.creditRenewal === 'reset'
      ? t('What is left expires when the next period begins.')
      : cap > 0
        ? t('Up to {count} of what is left move into the next period.', { count: cap })
        : t('What is left moves into the next period.');
  return `${grants} ${rest}`;
}
