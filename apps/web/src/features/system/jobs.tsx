import { Skeleton } from '@mantine/core';
import { Notice } from '../../components/notice.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { JobDrawer } from './job-drawer.tsx';
import { JobList } from './job-list.tsx';
import { formatEvery } from './job-words.ts';
import { RecurringJobs } from './recurring-jobs.tsx';
import classes from './system.module.css';
import type { JobsSearch } from './system-search.ts';

const REFRESH_MS = 5_000;
/** Runners look every second; a turn or two may be long. */
const LATE_SECONDS = 60;

type JobsProps = {
  search: JobsSearch;
  onFilter: (state: string | undefined) => void;
  onCloseJob: () => void;
};

export function Jobs({ search, onFilter, onCloseJob }: JobsProps) {
  return (
    <div className={classes.stack}>
      <Queue />
      <JobList state={search.state} onFilter={onFilter} />
      <JobDrawer jobId={search.job} onClose={onCloseJob} />
    </div>
  );
}

function Queue() {
  const { data, error, refetch, isFetching } = trpc.jobs.state.useQuery(undefined, {
    refetchInterval: REFRESH_MS,
  });
  if (!data) {
    if (!error) return <Skeleton height={96} radius="md" role="status" aria-label={t('Loading the queue')} />;
    return (
      <QueryError
        title={t('The queue failed to load')}
        error={error}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    );
  }
  const { waiting, running, failing, dead } = data.counts;
  return (
    <>
      {data.lateSeconds > LATE_SECONDS && (
        <Notice
          tone="warning"
          title={t('Due jobs have been waiting for {time}', { time: formatEvery(data.lateSeconds) })}
        >
          {t('No process takes them. At least one has to run with JOB_CONCURRENCY above 0.')}
        </Notice>
      )}
      <StatRow>
        <JobCount label={t('Waiting')} count={waiting} note={t('Due now or later')} />
        <JobCount label={t('Running')} count={running} note={t('In all processes')} />
        <JobCount label={t('Failing')} count={failing} note={t('Tried again by themselves')} />
        <JobCount label={t('Dead')} count={dead} note={t('Out of attempts; kept for 30 days')} />
      </StatRow>
      <RecurringJobs jobs={data.recurring} />
    </>
  );
}

function JobCount({ label, count, note }: { label: string; count: number; note: string }) {
  return (
    <Stat label={label} value={formatNumber(count)} unit={count === 1 ? t('job') : t('jobs')} note={note} />
  );
}
