import { Button, Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import classes from '../../components/dialogs.module.css';
import { ReasonField } from '../../components/reason-field.tsx';
import { type PlainText, t } from '../../i18n/t.ts';
import { AdjustRefusal } from './adjust-refusal.tsx';
import type { AdjustMode } from './adjustment.ts';
import { BalanceEffect } from './balance-effect.tsx';
import { useAdjustForm } from './use-adjust-form.ts';
import type { UserDetail } from './use-user.ts';

const modes = [
  { value: 'delta', label: 'Change by' },
  { value: 'absolute', label: 'Set to' },
] as const satisfies { value: AdjustMode; label: PlainText }[];

const amountTexts = {
  delta: { label: 'Change (credits)', description: 'A minus takes credits away: −50.' },
  absolute: {
    label: 'New spendable balance (credits)',
    description: 'Refused if the balance moves meanwhile.',
  },
} as const satisfies Record<AdjustMode, { label: PlainText; description: PlainText }>;

type AdjustFormProps = { user: UserDetail; onClose: () => void };

export function AdjustForm({ user, onClose }: AdjustFormProps) {
  const form = useAdjustForm(user, onClose);
  const { draft, change, problem, errors, inputs } = form;
  return (
    <form onSubmit={form.submit} className={classes.form} noValidate>
      <Stack gap="md">
        <SegmentedControl
          fullWidth
          aria-label={t('How to adjust')}
          data={modes.map(({ value, label }) => ({ value, label: t(label) }))}
          value={draft.mode}
          onChange={(mode) => change({ mode })}
        />
        <TextInput
          ref={inputs.amountInput}
          data-autofocus
          label={t(amountTexts[draft.mode].label)}
          description={t(amountTexts[draft.mode].description)}
          // The numeric keys of some phones have no minus.
          inputMode={draft.mode === 'absolute' ? 'numeric' : 'text'}
          autoComplete="off"
          required
          inputWrapperOrder={['label', 'input', errors.amount ? 'error' : 'description']}
          value={draft.amountText}
          onChange={(event) => change({ amountText: event.currentTarget.value })}
          error={errors.amount}
        />
        <BalanceEffect
          creditsRemaining={form.seen.creditsRemaining}
          deltaCredits={form.plan.state === 'possible' ? form.plan.deltaCredits : null}
        />
        <ReasonField
          ref={inputs.reasonInput}
          description={t('Kept with the entry, where its owner can read it, and in the audit log.')}
          value={draft.reason}
          onChange={(reason) => change({ reason })}
          error={errors.reason}
        />
        {problem && <AdjustRefusal problem={problem} onReload={form.reload} isReloading={form.isReloading} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={form.isPending}>
            {t('Cancel')}
          </Button>
          <Button type="submit" loading={form.isPending}>
            {t('Adjust balance')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
