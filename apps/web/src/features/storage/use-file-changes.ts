import { toastDone } from '../../components/toast.tsx';
import { trpc } from '../../trpc/trpc.ts';
import { countFiles } from './file-words.ts';
import { useFilesChanged } from './use-files.ts';

/** Deletes, restores and gives up files, says so, and reads the lists again. */
export function useFileChanges(onDone: () => void) {
  const filesChanged = useFilesChanged();
  const ends = (done: string) => ({
    async onSuccess({ changed }: { changed: number }) {
      await filesChanged();
      onDone();
      toastDone(`${countFiles(changed)} ${done}`);
    },
  });
  return {
    remove: trpc.files.delete.useMutation(ends('deleted')),
    restore: trpc.files.restore.useMutation(ends('restored')),
    giveUp: trpc.files.deleteForGood.useMutation(ends('deleted for good')),
  };
}
