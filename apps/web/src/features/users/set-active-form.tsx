import { Button, Group, Stack } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import classes from '../../components/dialogs.module.css';
import { checkReason } from '../../components/reason.ts';
import { ReasonField } from '../../components/reason-field.tsx';
import { toastDone } from '../../components/toast.tsx';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import type { UserDetail } from './use-user.ts';
import { useUserChanged } from './use-user-changed.ts';
import { nameOf } from './user-name.ts';

const deactivate = {
  verb: 'Deactivate',
  done: '{name} is deactivated.',
  effect:
    'Every request of this account is refused from now on: it can neither sign in to Scrip nor spend. Its credits and its history are kept. You can reactivate it at any time.',
} as const;

const reactivate = {
  verb: 'Reactivate',
  done: '{name} is active again.',
  effect: 'The account can sign in and spend again from its next request on, with the credits that it has.',
} as const;

type SetActiveFormProps = { user: UserDetail; onClose: () => void };

export function SetActiveForm({ user, onClose }: SetActiveFormProps) {
  // The dialog goes on meaning what it said when it opened, whatever another admin does meanwhile.
  const [isActive] = useState(!user.isActive);
  const { verb, done, effect } = isActive ? reactivate : deactivate;
  const setActive = useSetActive(user, () => {
    toastDone(t(done, { name: nameOf(user) }));
    onClose();
  });
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const reasonInput = useRef<HTMLInputElement>(null);
  const reasonError = checkReason(reason);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (reasonError) return reasonInput.current?.focus();
    setActive.send({ userId: user.id, isActive, reason: reason.trim() });
  };
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <Stack gap="md">
        <p className={classes.effect}>
          <strong>{nameOf(user)}</strong>: {t(effect)}
        </p>
        <ReasonField
          ref={reasonInput}
          isFirst
          description={t('Kept in the audit log.')}
          value={reason}
          onChange={setReason}
          error={isChecked ? reasonError : null}
        />
        {setActive.error && (
          <p role="alert" className={classes.refusal}>
            {sentenceOfError(setActive.error)}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={setActive.isPending}>
            {t('Cancel')}
          </Button>
          <Button type="submit" color={isActive ? 'green' : 'red'} loading={setActive.isPending}>
            {t(verb)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useSetActive(user: UserDetail, onDone: () => void) {
  const { begin, end } = useOnceAtATime();
  const userChanged = useUserChanged(user.id);
  const { mutate, error, isPending } = trpc.users.setActive.useMutation({
    onSuccess: onDone,
    onSettled: () => {
      end();
      userChanged();
    },
  });
  const send = (input: Parameters<typeof mutate>[0]) => {
    if (begin()) mutate(input);
  };
  return { send, error, isPending };
}
