import { ActionDialog } from '../../components/action-dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { t } from '../../i18n/t.ts';
import { countFiles } from './file-words.ts';
import type { useFileChanges } from './use-file-changes.ts';

export type DeleteRequest = { ids: string[]; isForGood: boolean };

type DeleteDialogProps = {
  request: DeleteRequest | null;
  retentionDays: number;
  changes: ReturnType<typeof useFileChanges>;
  onClose: () => void;
};

export function DeleteDialog({ request, retentionDays, changes, onClose }: DeleteDialogProps) {
  const { isForGood = false, ids = [] } = request ?? {};
  const mutation = isForGood ? changes.giveUp : changes.remove;
  const files = countFiles(ids.length);
  const title = isForGood ? t('Delete {files} for good', { files }) : t('Delete {files}', { files });
  return (
    <ActionDialog title={title} isOpen={request !== null} isBusy={mutation.isPending} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutation.mutate({ ids });
        }}
      >
        <p>
          {isForGood
            ? t('They cannot be restored any more. Their room is free at once.')
            : t('They can be restored for {days} days, and count towards your storage until then.', {
                days: retentionDays,
              })}
        </p>
        <DialogFoot
          verb={isForGood ? t('Delete for good') : t('Delete')}
          color="red"
          error={mutation.error}
          isPending={mutation.isPending}
          onClose={onClose}
        />
      </form>
    </ActionDialog>
  );
}
