import { useIsMutating } from '@tanstack/react-query';
import { getMutationKey } from '@trpc/react-query';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { SetActiveForm } from './set-active-form.tsx';
import type { UserDetail } from './use-user.ts';

type SetActiveDialogProps = { user: UserDetail; isOpen: boolean; onClose: () => void };

/** Asks once before an account is deactivated or reactivated. */
export function SetActiveDialog({ user, isOpen, onClose }: SetActiveDialogProps) {
  const isBusy = useIsMutating({ mutationKey: getMutationKey(trpc.users.setActive) }) > 0;
  const title = user.isActive ? t('Deactivate account') : t('Reactivate account');
  return (
    <ActionDialog title={title} isOpen={isOpen} isBusy={isBusy} onClose={onClose}>
      <SetActiveForm user={user} onClose={onClose} />
    </ActionDialog>
  );
}
