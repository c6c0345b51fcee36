import { Modal } from '@mantine/core';
import { useIsMutating } from '@tanstack/react-query';
import { getMutationKey } from '@trpc/react-query';
import { trpc } from '../../trpc/trpc.ts';
import { AdjustForm } from './adjust-form.tsx';
import classes from './dialogs.module.css';
import type { UserDetail } from './use-user.ts';
import { nameOf } from './user-name.ts';

type AdjustDialogProps = { user: UserDetail; isOpen: boolean; onClose: () => void };

/** Stays open while an adjustment is under way: its end must be seen. */
export function AdjustDialog({ user, isOpen, onClose }: AdjustDialogProps) {
  const isBusy = useIsMutating({ mutationKey: getMutationKey(trpc.credits.adjust) }) > 0;
  const name = nameOf(user);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title="Adjust balance"
      size={460}
      closeOnEscape={!isBusy}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close', disabled: isBusy }}
    >
      <p className={classes.person}>
        {name}
        {user.email && user.email !== name && `, ${user.email}`}
      </p>
      <AdjustForm user={user} onClose={onClose} />
    </Modal>
  );
}
