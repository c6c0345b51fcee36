import { Stack } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import classes from '../../components/dialogs.module.css';
import { checkReason } from '../../components/reason.ts';
import { ReasonField } from '../../components/reason-field.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { planNameOf, type SubscriptionItem } from '../subscriptions/subscription-words.ts';
import { type ManualForm, useManualEnds } from './use-manual-ends.ts';

export const manualChanges = {
  cancel: {
    title: 'Cancel plan',
    verb: 'Cancel',
    effect: 'it runs until the end of its period and does not renew.',
    done: '{name} is canceled.',
    color: 'red',
  },
  resume: {
    title: 'Resume plan',
    verb: 'Resume',
    effect: 'it goes on and renews as before.',
    done: '{name} goes on.',
    color: 'green',
  },
  endNow: {
    title: 'End plan now',
    verb: 'End now',
    effect:
      'it is over at once. The share of its credits that falls to the remaining time is taken back, as far as it is unspent.',
    done: '{name} has ended.',
    color: 'red',
  },
} as const;

export type ManualChange = { item: SubscriptionItem; change: keyof typeof manualChanges };

export function ChangeManualForm({
  change: { item, change },
  ...form
}: ManualForm & { change: ManualChange }) {
  const { title, effect, done, color } = manualChanges[change];
  const name = planNameOf(item);
  const { ends, start } = useManualEnds(t(done, { name }), form);
  const manual = trpc.subscriptions.changeManual.useMutation(ends);
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const reasonInput = useRef<HTMLInputElement>(null);
  const reasonError = checkReason(reason);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (reasonError) return reasonInput.current?.focus();
    start(() => manual.mutate({ userId: form.userId, itemId: item.id, change, reason: reason.trim() }));
  };
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <Stack gap="md">
        <p className={classes.effect}>
          <strong>{name}</strong>: {t(effect)}
        </p>
        <ReasonField
          ref={reasonInput}
          isFirst
          description={t('Kept in the audit log.')}
          value={reason}
          onChange={setReason}
          error={isChecked ? reasonError : null}
        />
        <DialogFoot
          verb={t(title)}
          color={color}
          leaveLabel={change === 'resume' ? t('Not now') : t('Keep plan')}
          error={manual.error}
          isPending={manual.isPending}
          onClose={form.onClose}
        />
      </Stack>
    </form>
  );
}
