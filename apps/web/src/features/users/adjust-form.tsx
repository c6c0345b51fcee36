import { Button, Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { AdjustPreview } from './adjust-preview.tsx';
import { AdjustRefusal } from './adjust-refusal.tsx';
import type { AdjustMode } from './adjustment.ts';
import classes from './dialogs.module.css';
import { useAdjustForm } from './use-adjust-form.ts';
import type { UserDetail } from './use-user.ts';

const MAX_REASON = 500;

const modes: { value: AdjustMode; label: string }[] = [
  { value: 'delta', label: 'Change by' },
  { value: 'absolute', label: 'Set to' },
];

const amountTexts = {
  delta: { label: 'Change (credits)', description: 'A minus takes credits away: −50.' },
  absolute: {
    label: 'New spendable balance (credits)',
    description: 'Refused if the balance moves meanwhile.',
  },
};

type AdjustFormProps = { user: UserDetail; onClose: () => void };

export function AdjustForm({ user, onClose }: AdjustFormProps) {
  const form = useAdjustForm(user, onClose);
  const { draft, change, plan, problem, isChecked, inputs } = form;
  const amountError =
    (plan.state === 'refused' && plan.message) ||
    (isChecked && plan.state === 'empty' && 'Enter a number of credits.') ||
    (problem?.field === 'amount' && problem.message);
  const reasonError = (isChecked && form.reasonError) || (problem?.field === 'reason' && problem.message);
  return (
    <form onSubmit={form.submit} className={classes.form} noValidate>
      <Stack gap="md">
        <SegmentedControl
          fullWidth
          aria-label="How to adjust"
          data={modes}
          value={draft.mode}
          onChange={(mode) => change({ mode })}
        />
        <TextInput
          ref={inputs.amountInput}
          data-autofocus
          {...amountTexts[draft.mode]}
          inputMode={draft.mode === 'absolute' ? 'numeric' : 'text'}
          autoComplete="off"
          required
          inputWrapperOrder={['label', 'input', amountError ? 'error' : 'description']}
          value={draft.amountText}
          onChange={(event) => change({ amountText: event.currentTarget.value })}
          error={amountError}
        />
        <AdjustPreview creditsRemaining={form.seen.creditsRemaining} plan={plan} />
        <TextInput
          ref={inputs.reasonInput}
          label="Reason"
          description="Kept with the entry, where its owner can read it, and in the audit log."
          autoComplete="off"
          required
          maxLength={MAX_REASON}
          inputWrapperOrder={['label', 'input', reasonError ? 'error' : 'description']}
          value={draft.reason}
          onChange={(event) => change({ reason: event.currentTarget.value })}
          error={reasonError}
        />
        {problem && <AdjustRefusal problem={problem} onReload={form.reload} isReloading={form.isReloading} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={form.isPending}>
            Cancel
          </Button>
          <Button type="submit" loading={form.isPending}>
            Adjust balance
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
