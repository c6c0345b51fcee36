import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { formatNumber } from '../../format/numbers.ts';
import { FormSection } from './form-section.tsx';
import { type PlanDraft, readWhole } from './plan-draft.ts';
import classes from './plan-form.module.css';
import type { PlanForm } from './use-plan-form.ts';

const renewals = [
  { value: 'reset', label: 'Expire with their period' },
  { value: 'rollover', label: 'Roll over into the next period' },
];

type CreditField = 'credits' | 'rolloverCapCredits' | 'trialCredits' | 'oneTimeCredits' | 'pastDueGraceDays';

export function CreditFields({ form }: { form: PlanForm }) {
  const { draft, change } = form;
  return (
    <FormSection title="Credits" text={policyOf(draft)}>
      <WholeField form={form} field="credits" label="Credits per period" isRequired />
      <NativeSelect
        label="Unspent credits"
        data={renewals}
        value={draft.creditRenewal}
        onChange={(event) =>
          change({ creditRenewal: event.currentTarget.value === 'rollover' ? 'rollover' : 'reset' })
        }
      />
      {draft.creditRenewal === 'rollover' && (
        <WholeField
          form={form}
          field="rolloverCapCredits"
          label="Roll over at most (credits)"
          text="Empty: all of them."
        />
      )}
      <Switch
        className={classes.wide}
        label="With yearly billing, grant the credits each month"
        description="Off: they are granted once a year."
        checked={draft.monthlyCreditsOnYearly}
        onChange={(event) => change({ monthlyCreditsOnYearly: event.currentTarget.checked })}
      />
      <WholeField
        form={form}
        field="trialCredits"
        label="In a free trial (credits)"
        text="In the place of the others."
      />
      <WholeField
        form={form}
        field="oneTimeCredits"
        label="Once (credits)"
        text="With the first paid period; they never expire."
      />
      <WholeField
        form={form}
        field="pastDueGraceDays"
        label="Payment grace (days)"
        text="After a failed payment. 0: suspended at once."
      />
    </FormSection>
  );
}

type WholeFieldProps = {
  form: PlanForm;
  field: CreditField;
  label: string;
  text?: string;
  isRequired?: boolean;
};

function WholeField({
  form: { draft, errors, change },
  field,
  label,
  text,
  isRequired = false,
}: WholeFieldProps) {
  return (
    <TextInput
      label={label}
      description={text}
      inputWrapperOrder={['label', 'input', errors[field] ? 'error' : 'description']}
      inputMode="numeric"
      autoComplete="off"
      required={isRequired}
      value={draft[field]}
      onChange={(event) => change({ [field]: event.currentTarget.value })}
      error={errors[field]}
    />
  );
}

/** What the policy comes to, said as a subscriber lives through it. */
function policyOf(draft: PlanDraft): string {
  const credits = readWhole(draft.credits);
  if (!(credits > 0)) return 'What a subscription grants, and when.';
  const cap = readWhole(draft.rolloverCapCredits);
  const amount = formatNumber(credits);
  const grants = draft.monthlyCreditsOnYearly
    ? `${amount} each month, with monthly and with yearly billing.`
    : `${amount} each month with monthly billing, ${amount} a year with yearly billing.`;
  const rest =
    draft.creditRenewal === 'reset'
      ? 'What is left expires when the next period begins.'
      : cap > 0
        ? `Up to ${formatNumber(cap)} of what is left move into the next period.`
        : 'What is left moves into the next period.';
  return `${grants} ${rest}`;
}
