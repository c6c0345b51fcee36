import { NativeSelect, Stack } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import classes from '../../components/dialogs.module.css';
import { checkReason } from '../../components/reason.ts';
import { ReasonField } from '../../components/reason-field.tsx';
import type { FormEnds } from '../../components/use-form-ends.ts';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import type { Pack } from './pack-table.tsx';
import { usePackEnds } from './use-pack-ends.ts';

const statuses = [
  { value: 'refunded', label: 'The payment was refunded' },
  { value: 'disputed', label: 'The payment was disputed' },
] as const;

export function ReversePackForm({ pack, ...ends }: { pack: Pack } & FormEnds) {
  const change = usePackEnds(t('The pack is reversed.'), ends);
  const reverse = trpc.subscriptions.reversePack.useMutation(change.ends);
  const [status, setStatus] = useState<'refunded' | 'disputed'>('refunded');
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const reasonInput = useRef<HTMLInputElement>(null);
  const reasonError = checkReason(reason);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (reasonError) return reasonInput.current?.focus();
    const { userId, paymentId } = pack;
    change.start(() => reverse.mutate({ userId, paymentId, status, reason: reason.trim() }));
  };
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <Stack gap="md">
        <p className={classes.effect}>
          {t('What is unspent of these {credits} is taken back; the rest is reported as owed.', {
            credits: formatCredits(pack.credits),
          })}
        </p>
        <NativeSelect
          label={t('Why')}
          data={statuses.map(({ value, label }) => ({ value, label: t(label) }))}
          value={status}
          onChange={({ currentTarget }) =>
            setStatus(currentTarget.value === 'disputed' ? 'disputed' : 'refunded')
          }
        />
        <ReasonField
          ref={reasonInput}
          isFirst
          description={t('Kept in the audit log.')}
          value={reason}
          onChange={setReason}
          error={isChecked ? reasonError : null}
        />
        <DialogFoot
          verb={t('Reverse')}
          color="red"
          error={reverse.error}
          isPending={reverse.isPending}
          onClose={ends.onClose}
        />
      </Stack>
    </form>
  );
}
