import { Button, Progress, Skeleton } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { toastDone } from '../../components/toast.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import classes from '../system/system.module.css';

type Run = RouterOutputs['subscriptions']['syncRuns'][number];

const REFRESH_MS = 2_000;

/** Walks over all users of Clerk: looks first, then takes over what is there. */
export function Sync() {
  const runs = trpc.subscriptions.syncRuns.useQuery(undefined, { refetchInterval: REFRESH_MS });
  if (!runs.data) {
    if (!runs.error) return <Skeleton height={240} radius="md" role="status" aria-label="Loading syncs" />;
    return (
      <QueryError
        title="The syncs failed to load"
        error={runs.error}
        onRetry={() => void runs.refetch()}
        isRetrying={runs.isFetching}
      />
    );
  }
  const underWay = runs.data.find(({ status }) => status === 'running');
  return (
    <div className={classes.stack}>
      <Panel title="Full sync" actions={<Start isUnderWay={underWay !== undefined} />}>
        {underWay ? (
          <Running run={underWay} />
        ) : (
          <p className={classes.lead}>
            A dry run goes over all plans, users and subscriptions of Clerk and counts what a real one would
            change.
          </p>
        )}
      </Panel>
      <div className={classes.card}>
        <Runs runs={runs.data} />
      </div>
    </div>
  );
}

function Start({ isUnderWay }: { isUnderWay: boolean }) {
  const { subscriptions } = trpc.useUtils();
  const { mutate, isPending, variables, error } = trpc.subscriptions.startSync.useMutation({
    onSuccess: ({ isDryRun }) => toastDone(isDryRun ? 'The dry run begins.' : 'The sync begins.'),
    onSettled: () => void subscriptions.syncRuns.invalidate(),
  });
  return (
    <div className={classes.tools}>
      {error && <span role="alert">{sentenceOfError(error)}</span>}
      <Button
        onClick={() => mutate({ isDryRun: true })}
        loading={isPending && variables.isDryRun === true}
        disabled={isUnderWay}
      >
        Dry run
      </Button>
      <Button
        variant="default"
        onClick={() => mutate({ isDryRun: false })}
        loading={isPending && variables.isDryRun === false}
        disabled={isUnderWay}
      >
        Sync now
      </Button>
    </div>
  );
}

function Running({ run: { isDryRun, phase, offset, total } }: { run: Run }) {
  const percent = total ? Math.min(100, (100 * offset) / total) : 0;
  const done = total === null ? formatNumber(offset) : `${formatNumber(offset)} of ${formatNumber(total)}`;
  return (
    <div role="status">
      <p className={classes.lead}>
        {isDryRun ? 'Dry run' : 'Sync'}: {phase === 'plans' ? 'plans' : `${done} users`}
      </p>
      <Progress value={percent} aria-label="Progress" />
    </div>
  );
}

const columns = ['Plans', 'Users', 'New users', 'Subscriptions', 'Differ', 'Failed'];

function Runs({ runs }: { runs: Run[] }) {
  if (runs.length === 0) {
    return <EmptyState title="No sync yet" text="Each one is listed here with what it found." />;
  }
  return (
    <DataTable caption="Syncs, newest first" isFocusable>
      <thead>
        <tr>
          <th scope="col">Started</th>
          <th scope="col">Kind</th>
          <th scope="col">Status</th>
          {columns.map((label) => (
            <th key={label} scope="col" className={tableClasses.number}>
              {label}
            </th>
          ))}
          <th scope="col">Plans unknown here</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </tbody>
    </DataTable>
  );
}

const statusLabels: Record<Run['status'], string> = { running: 'Running', done: 'Done', failed: 'Failed' };

function RunRow({ run: { isDryRun, status, startedAt, counts, error } }: { run: Run }) {
  const { plans, users, newUsers, subscriptions, driftedUsers, failedUsers, unmappedPlanIds } = counts;
  return (
    <tr>
      <th scope="row">
        <TimeText instant={startedAt} />
      </th>
      <td>{isDryRun ? 'Dry run' : 'Sync'}</td>
      <td className={status === 'failed' ? classes.bad : ''}>
        {statusLabels[status]}
        {error && `: ${error}`}
      </td>
      {[plans, users, newUsers, subscriptions, driftedUsers, failedUsers].map((count, column) => (
        <td key={columns[column]} className={tableClasses.number}>
          {formatNumber(count)}
        </td>
      ))}
      <td>
        <div className={classes.long}>{unmappedPlanIds.join(', ') || 'None'}</div>
      </td>
    </tr>
  );
}
