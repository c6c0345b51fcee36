import { Stack } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import classes from '../../components/dialogs.module.css';
import { checkReason } from '../../components/reason.ts';
import { ReasonField } from '../../components/reason-field.tsx';
import { type FormEnds, useFormEnds } from '../../components/use-form-ends.ts';
import { t } from '../../i18n/t.ts';
import type { ApiKey, KeyReach } from './key-search.ts';
import { keyProcedures, useKeysChanged } from './use-keys.ts';

type RevokeFormProps = FormEnds & { reach: KeyReach; apiKey: ApiKey };

/** Ends a key for good; admins say why. */
export function RevokeForm({ reach, apiKey, ...ends }: RevokeFormProps) {
  const change = useFormEnds(t('“{name}” is revoked.', { name: apiKey.name }), ends, useKeysChanged());
  const revoke = keyProcedures(reach).revoke.useMutation(change.ends);
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const reasonInput = useRef<HTMLInputElement>(null);
  const asksWhy = reach === 'any';
  const reasonError = asksWhy ? checkReason(reason) : null;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (reasonError) return reasonInput.current?.focus();
    const why = asksWhy ? { reason: reason.trim() } : {};
    change.start(() => revoke.mutate({ id: apiKey.id, ...why }));
  };
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <Stack gap="md">
        <p className={classes.effect}>
          {t(
            'Every call with “{name}” is refused from now on, also with its secret from before a rotation. This cannot be undone. Its entries stay in the history.',
            { name: apiKey.name },
          )}
        </p>
        {asksWhy && (
          <ReasonField
            ref={reasonInput}
            isFirst
            description={t('Kept with the key and in the audit log.')}
            value={reason}
            onChange={setReason}
            error={isChecked ? reasonError : null}
          />
        )}
        <DialogFoot
          verb={t('Revoke')}
          color="red"
          error={revoke.error}
          isPending={revoke.isPending}
          onClose={ends.onClose}
        />
      </Stack>
    </form>
  );
}
