import { TextInput } from '@mantine/core';
import type { PlanDraft } from './plan-draft.ts';
import type { PlanForm } from './use-plan-form.ts';

type WholeDraft = Pick<
  PlanDraft,
  | 'credits'
  | 'rolloverCapCredits'
  | 'trialCredits'
  | 'oneTimeCredits'
  | 'pastDueGraceDays'
  | 'uploadMegabytes'
  | 'quotaMegabytes'
  | 'quotaFiles'
>;

type WholeFieldProps = {
  form: PlanForm;
  field: keyof WholeDraft;
  label: string;
  text?: string;
  isRequired?: boolean;
};

/** A field for a whole number. */
export function WholeField({
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
