import { toastDone } from '../../components/toast.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { countFiles } from './file-words.ts';
import { useFilesChanged } from './use-files.ts';

const doneWords = {
  deleted: '{files} deleted.',
  restored: '{files} restored.',
  deletedForGood: '{files} deleted for good.',
} as const;

/** Deletes, restores and gives up files, says so, and reads the lists again. */
export function useFileChanges(onDone: () => void) {
  const filesChanged = useFilesChanged();
  const ends = (done: 'deleted' | 'restored' | 'deletedForGood') => ({
    async onSuccess({ changed }: { changed: number }) {
      await filesChanged();
      onDone();
      toastDone(t(doneWords[done], { files: countFiles(changed) }));
    },
  });
  return {
    remove: trpc.files.delete.useMutation(ends('deleted')),
    restore: trpc.files.restore.useMutation(ends('restored')),
    giveUp: trpc.files.deleteForGood.useMutation(ends('deletedForGood')),
  };
}
