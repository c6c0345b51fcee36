import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { trpc } from '../../trpc/trpc.ts';

const REFRESH_MS = 30_000;

/** Whether the ledger keeps its laws, and the work behind it gets done. */
export function ProductHealth() {
  const auditor = trpc.auditor.state.useQuery(undefined, { refetchInterval: REFRESH_MS });
  const jobs = trpc.jobs.state.useQuery(undefined, { refetchInterval: REFRESH_MS });
  const failed = auditor.error ? auditor : jobs.error ? jobs : null;
  return (
    <Panel title="Health" actions={<Link to="/admin/system/auditor">System</Link>}>
      {auditor.data && jobs.data ? (
        <>
          {auditor.data.openDeviations > 0 && (
            <Notice tone="danger" title="The ledger has deviations">
              <Link to="/admin/system/auditor">See what the auditor found.</Link>
            </Notice>
          )}
          <StatRow>
            <Stat
              label="Deviations"
              value={formatNumber(auditor.data.openDeviations)}
              note={
                auditor.data.lastPassAt ? (
                  <>
                    All audited <TimeText instant={auditor.data.lastPassAt} mode="relative" />
                  </>
                ) : (
                  'The first audit is under way'
                )
              }
            />
            <Stat
              label="Accounts audited"
              value={formatNumber(auditor.data.lastPassUsers)}
              note="In the last full pass"
            />
            <Stat
              label="Jobs waiting"
              value={formatNumber(jobs.data.counts.waiting)}
              note={
                jobs.data.lateSeconds > 0
                  ? `The oldest is ${formatNumber(jobs.data.lateSeconds)} s late`
                  : 'None is late'
              }
            />
            <Stat
              label="Jobs given up"
              value={formatNumber(jobs.data.counts.dead)}
              note={
                <Link to="/admin/system/jobs">{formatNumber(jobs.data.counts.failing)} more are failing</Link>
              }
            />
          </StatRow>
        </>
      ) : failed ? (
        <QueryError
          title="The health failed to load"
          error={failed.error}
          onRetry={() => void Promise.all([auditor.refetch(), jobs.refetch()])}
          isRetrying={failed.isFetching}
        />
      ) : (
        <Skeleton height={96} role="status" aria-label="Loading the health" />
      )}
    </Panel>
  );
}
