import { ActionDialog } from '../../components/action-dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { toastDone } from '../../components/toast.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import type { AdminFile } from './admin-file-table.tsx';

export function DeleteAnyFileDialog({ file, onClose }: { file: AdminFile | null; onClose: () => void }) {
  const utils = trpc.useUtils();
  const remove = trpc.storage.delete.useMutation({
    async onSuccess() {
      await utils.storage.list.invalidate();
      toastDone(t('The file is deleted.'));
      onClose();
    },
  });
  return (
    <ActionDialog
      title={t('Delete a file')}
      isOpen={file !== null}
      isBusy={remove.isPending}
      onClose={onClose}
    >
      {file && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            remove.mutate({ userId: file.userId, id: file.id });
          }}
        >
          <p>
            {t('{name} cannot be opened any more. Its owner can restore it for some days.', {
              name: file.name,
            })}
          </p>
          <DialogFoot
            verb={t('Delete')}
            color="red"
            error={remove.error}
            isPending={remove.isPending}
            onClose={onClose}
          />
        </form>
      )}
    </ActionDialog>
  );
}
