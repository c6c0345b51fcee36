import { toastDone } from '../../components/toast.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';

function useJobsChanged() {
  const { jobs } = trpc.useUtils();
  return () => void jobs.invalidate();
}

/** Makes a job due now, and says so. */
export function useRetryJob(done: string) {
  const onSettled = useJobsChanged();
  const { mutate, isPending, error } = trpc.jobs.retry.useMutation({
    onSuccess: () => toastDone(done),
    onSettled,
  });
  return { retry: mutate, isPending, error };
}

export function useDeleteJob(onDone: () => void) {
  const onSettled = useJobsChanged();
  const { mutate, isPending, error } = trpc.jobs.delete.useMutation({
    onSuccess: () => {
      toastDone(t('The job is deleted.'));
      onDone();
    },
    onSettled,
  });
  return { remove: mutate, isPending, error };
}
