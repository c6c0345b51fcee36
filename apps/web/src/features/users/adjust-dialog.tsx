import { useIsMutating } from '@tanstack/react-query';
import { getMutationKey } from '@trpc/react-query';
import { ActionDialog } from '../../components/action-dialog.tsx';
import classes from '../../components/dialogs.module.css';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { AdjustForm } from './adjust-form.tsx';
import type { UserDetail } from './use-user.ts';
import { nameOf } from './user-name.ts';

type AdjustDialogProps = { user: UserDetail; isOpen: boolean; onClose: () => void };

export function AdjustDialog({ user, isOpen, onClose }: AdjustDialogProps) {
  const isBusy = useIsMutating({ mutationKey: getMutationKey(trpc.credits.adjust) }) > 0;
  const name = nameOf(user);
  return (
    <ActionDialog title={t('Adjust balance')} isOpen={isOpen} isBusy={isBusy} onClose={onClose}>
      <p className={classes.person}>
        {name}
        {user.email && user.email !== name && `, ${user.email}`}
      </p>
      <AdjustForm user={user} onClose={onClose} />
    </ActionDialog>
  );
}
