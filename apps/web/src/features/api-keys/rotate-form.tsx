import { NativeSelect, Stack } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import classes from '../../components/dialogs.module.css';
import type { FormEnds } from '../../components/use-form-ends.ts';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import type { ApiKey, KeyReach } from './key-search.ts';
import type { NewKey } from './use-create-key.ts';
import { keyProcedures, useKeysChanged } from './use-keys.ts';

type RotateFormProps = FormEnds & {
  reach: KeyReach;
  apiKey: ApiKey;
  onRotated: (made: NewKey) => void;
};

const HOUR = 3_600;
const overlaps = [
  { value: '0', label: 'Not at all: it stops now' },
  { value: String(HOUR), label: 'For an hour' },
  { value: String(24 * HOUR), label: 'For a day' },
  { value: String(7 * 24 * HOUR), label: 'For 7 days' },
  { value: String(30 * 24 * HOUR), label: 'For 30 days' },
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
          <strong>{apiKey.name}</strong> gets a new secret. What it may do, its limits and what was used of
          them stay.
          {apiKey.previous && ` The secret ${apiKey.previous.prefix}…, from before, stops now.`}
        </p>
        <NativeSelect
          label="The old secret still counts"
          data-autofocus
          data={overlaps}
          value={overlap}
          onChange={(event) => setOverlap(event.currentTarget.value)}
        />
        <DialogFoot
          verb="Rotate"
          color="green"
          error={rotate.error}
          isPending={rotate.isPending}
          onClose={onClose}
        />
      </Stack>
    </form>
  );
}
