import { NativeSelect, Stack } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import classes from '../../components/dialogs.module.css';
import type { FormEnds } from '../../components/use-form-ends.ts';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import type { ApiKey, KeyReach } from './key-search.ts';
import type { NewKey } from './use-create-key.ts';
import { keyProcedures, useKeysChanged } from './use-keys.ts';

type RotateFormProps = FormEnds & {
  reach: KeyReach;
  apiKey: ApiKey;
  onRotated: (made: NewKey) => void;
};

const HOUR = 3_600;
const overlaps: { seconds: number; label: PlainText }[] = [
  { seconds: 0, label: 'Not at all: it stops now' },
  { seconds: HOUR, label: 'For an hour' },
  { seconds: 24 * HOUR, label: 'For a day' },
  { seconds: 7 * 24 * HOUR, label: 'For 7 days' },
  { seconds: 30 * 24 * HOUR, label: 'For 30 days' },
];

/** A new secret for a key; the old one goes on for a while. */
export function RotateForm({ reach, apiKey, onRotated, onClose, onBusy }: RotateFormProps) {
  const [overlap, setOverlap] = useState(String(24 * HOUR));
  const { begin, end } = useOnceAtATime();
  const keysChanged = useKeysChanged();
  const rotate = keyProcedures(reach).rotate.useMutation({
    onSuccess: onRotated,
    onSettled: () => {
      end();
      onBusy(false);
      keysChanged();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!begin()) return;
    onBusy(true);
    rotate.mutate({ id: apiKey.id, version: apiKey.version, overlapSeconds: Number(overlap) });
  };
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <Stack gap="md">
        <p className={classes.effect}>
          {t('“{name}” gets a new secret. What it may do, its limits and what was used of them stay.', {
            name: apiKey.name,
          })}{' '}
          {apiKey.previous &&
            t('The secret {prefix}…, from before, stops now.', { prefix: apiKey.previous.prefix })}
        </p>
        <NativeSelect
          label={t('The old secret still counts')}
          data-autofocus
          data={overlaps.map(({ seconds, label }) => ({ value: String(seconds), label: t(label) }))}
          value={overlap}
          onChange={(event) => setOverlap(event.currentTarget.value)}
        />
        <DialogFoot
          verb={t('Rotate')}
          color="green"
          error={rotate.error}
          isPending={rotate.isPending}
          onClose={onClose}
        />
      </Stack>
    </form>
  );
}
