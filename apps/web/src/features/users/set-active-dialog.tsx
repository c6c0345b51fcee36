import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useIsMutating } from '@tanstack/react-query';
import { getMutationKey } from '@trpc/react-query';
import { type SubmitEvent, useState } from 'react';
import { toastDone } from '../../components/toast.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { ActionDialog } from './action-dialog.tsx';
import { checkReason } from './adjustment.ts';
import classes from './dialogs.module.css';
import type { UserDetail } from './use-user.ts';
import { useUserChanged } from './use-user-changed.ts';
import { nameOf } from './user-name.ts';

const texts = {
  deactivate: {
    title: 'Deactivate account',
    verb: 'Deactivate',
    done: 'is deactivated.',
    effect:
      'Every request of this account is refused from now on: it can neither sign in to Scrip nor spend. Its credits and its history are kept. You can reactivate it at any time.',
  },
  reactivate: {
    title: 'Reactivate account',
    verb: 'Reactivate',
    done: 'is active again.',
    effect: 'The account can sign in and spend again from its next request on, with the credits that it has.',
  },
};

type SetActiveDialogProps = { user: UserDetail; isOpen: boolean; onClose: () => void };

/** Asks once before an account is deactivated or reactivated. */
export function SetActiveDialog({ user, isOpen, onClose }: SetActiveDialogProps) {
  const isBusy = useIsMutating({ mutationKey: getMutationKey(trpc.users.setActive) }) > 0;
  return (
    <ActionDialog title={textsFor(user).title} isOpen={isOpen} isBusy={isBusy} onClose={onClose}>
      <SetActiveForm user={user} onClose={onClose} />
    </ActionDialog>
  );
}

function textsFor(user: UserDetail) {
  return user.isActive ? texts.deactivate : texts.reactivate;
}

function SetActiveForm({ user, onClose }: Omit<SetActiveDialogProps, 'isOpen'>) {
  // The dialog goes on meaning what it said when it opened, whatever another admin does meanwhile.
  const [{ verb, done, effect }] = useState(() => textsFor(user));
  const [isActive] = useState(!user.isActive);
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const userChanged = useUserChanged(user.id);
  const setActive = trpc.users.setActive.useMutation({
    networkMode: 'always',
    onSuccess: () => {
      toastDone(`${nameOf(user)} ${done}`);
      onClose();
    },
    onSettled: userChanged,
  });
  const reasonError = checkReason(reason);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!reasonError && !setActive.isPending)
      setActive.mutate({ userId: user.id, isActive, reason: reason.trim() });
  };
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <Stack gap="md">
        <p className={classes.effect}>
          <strong>{nameOf(user)}</strong>: {effect}
        </p>
        <TextInput
          data-autofocus
          label="Reason"
          description="Kept in the audit log."
          autoComplete="off"
          required
          maxLength={500}
          inputWrapperOrder={['label', 'input', isChecked && reasonError ? 'error' : 'description']}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={isChecked && reasonError}
        />
        {setActive.error && (
          <p role="alert" className={classes.refusal}>
            {sentenceOfError(setActive.error)}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color={isActive ? 'green' : 'red'} loading={setActive.isPending}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
