import { Button, Progress, Skeleton } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { toastDone } from '../../components/toast.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { type PlainText, plural, t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import classes from '../system/system.module.css';

type Run = RouterOutputs['subscriptions']['syncRuns'][number];

const REFRESH_MS = 2_000;

/** Walks over all users of Clerk: looks first, then takes over what is there. */
export function Sync() {
  const runs = trpc.subscriptions.syncRuns.useQuery(undefined, { refetchInterval: REFRESH_MS });
  if (!runs.data) {
    if (!runs.error)
      return <Skeleton height={240} radius="md" role="status" aria-label={t('Loading syncs')} />;
    return (
      <QueryError
        title={t('The syncs failed to load')}
        error={runs.error}
        onRetry={() => void runs.refetch()}
        isRetrying={runs.isFetching}
      />
    );
  }
  const underWay = runs.data.find(({ status }) => status === 'running');
  return (
    <div className={classes.stack}>
      <Panel title={t('Full sync')} actions={<Start isUnderWay={underWay !== undefined} />}>
        {underWay ? (
          <Running run={underWay} />
        ) : (
          <p className={classes.lead}>
            {t(
              'A dry run goes over all plans, users and subscriptions of Clerk and counts what a real one would change.',
            )}
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
    onSuccess: ({ isDryRun }) => toastDone(isDryRun ? t('The dry run begins.') : t('The sync begins.')),
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
        {t('Dry run')}
      </Button>
      <Button
        variant="default"
        onClick={() => mutate({ isDryRun: false })}
        loading={isPending && variables.isDryRun === false}
        disabled={isUnderWay}
      >
        {t('Sync now')}
      </Button>
    </div>
  );
}

function Running({ run: { isDryRun, phase, offset, total } }: { run: Run }) {
  const percent = total ? Math.min(100, (100 * offset) / total) : 0;
  const users =
    total === null
      ? plural(offset, '{count} user', '{count} users')
      : t('{done} of {total} users', { done: offset, total });
  return (
    <div role="status">
      <p className={classes.lead}>
        {isDryRun ? t('Dry run') : t('Sync')}: {phase === 'plans' ? t('Plans') : users}
      </p>
      <Progress value={percent} aria-label={t('Progress')} />
    </div>
  );
}

const columns = ['Plans', 'Users', 'New users', 'Subscriptions', 'Differ', 'Failed'] as const;

function Runs({ runs }: { runs: Run[] }) {
  if (runs.length === 0) {
    return <EmptyState title={t('No sync yet')} text={t('Each one is listed here with what it found.')} />;
  }
  return (
    <DataTable caption={t('Syncs, newest first')} isFocusable>
      <thead>
        <tr>
          <th scope="col">{t('Started')}</th>
          <th scope="col">{t('Kind')}</th>
          <th scope="col">{t('Status')}</th>
          {columns.map((label) => (
            <th key={label} scope="col" className={tableClasses.number}>
              {t(label)}
            </th>
          ))}
          <th scope="col">{t('Plans unknown here')}</th>
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

const statusLabels: Record<Run['status'], PlainText> = { running: 'Running', done: 'Done', failed: 'Failed' };

function RunRow({ run: { isDryRun, status, startedAt, counts, error } }: { run: Run }) {
  const { plans, users, newUsers, subscriptions, driftedUsers, failedUsers, unmappedPlanIds } = counts;
  return (
    <tr>
      <th scope="row">
        <TimeText instant={startedAt} />
      </th>
      <td>{isDryRun ? t('Dry run') : t('Sync')}</td>
      <td className={status === 'failed' ? classes.bad : ''}>
        {t(statusLabels[status])}
        {error && `: ${error}`}
      </td>
      {[plans, users, newUsers, subscriptions, driftedUsers, failedUsers].map((count, column) => (
        <td key={columns[column]} className={tableClasses.number}>
          {formatNumber(count)}
        </td>
      ))}
      <td>
        <div className={classes.long}>{unmappedPlanIds.join(', ') || t('None')}</div>
      </td>
    </tr>
  );
}
