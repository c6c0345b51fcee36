import { Button, Group, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { t } from '../../i18n/t.ts';
import { hasDomainCode, sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { DeleteJobDialog } from './delete-job-dialog.tsx';
import { JobDetails } from './job-details.tsx';
import { useRetryJob } from './use-job-changes.ts';

type JobDrawerProps = { jobId: string | undefined; onClose: () => void };

/** One job, beside the list. */
export function JobDrawer({ jobId, onClose }: JobDrawerProps) {
  // While the drawer slides out it still shows what it showed.
  const [shownId, setShownId] = useState(jobId);
  if (jobId && jobId !== shownId) setShownId(jobId);
  return (
    <SidePanel
      isOpen={jobId !== undefined}
      onClose={onClose}
      title={t('Job')}
      closeLabel={t('Close the job')}
      side="right"
      widthPx={520}
    >
      {shownId && <Job id={shownId} onGone={onClose} />}
    </SidePanel>
  );
}

function Job({ id, onGone }: { id: string; onGone: () => void }) {
  const job = trpc.jobs.get.useQuery({ id });
  const { retry, isPending, error } = useRetryJob(t('The job runs next.'));
  const [isDeleting, setDeleting] = useState(false);
  if (hasDomainCode(job.error, 'NOT_FOUND')) {
    return (
      <EmptyState title={t('This job is gone')} text={t('It was done, and jobs of its kind are not kept.')} />
    );
  }
  if (!job.data) {
    if (!job.error)
      return <Skeleton height={280} radius="md" role="status" aria-label={t('Loading the job')} />;
    return (
      <QueryError
        title={t('This job failed to load')}
        error={job.error}
        onRetry={() => void job.refetch()}
        isRetrying={job.isFetching}
      />
    );
  }
  const { state } = job.data;
  const canRetry = state === 'dead' || state === 'failing' || state === 'waiting';
  return (
    <>
      <JobDetails job={job.data} />
      {error && <p role="alert">{sentenceOfError(error)}</p>}
      <Group gap="xs">
        {canRetry && (
          <Button onClick={() => retry({ id })} loading={isPending}>
            {state === 'waiting' ? t('Run now') : t('Retry now')}
          </Button>
        )}
        {state === 'dead' && (
          <Button variant="default" onClick={() => setDeleting(true)}>
            {t('Delete')}
          </Button>
        )}
      </Group>
      <DeleteJobDialog
        job={job.data}
        isOpen={isDeleting}
        onClose={() => setDeleting(false)}
        onDeleted={onGone}
      />
    </>
  );
}
