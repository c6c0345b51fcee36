import { Button } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { toastDone } from '../../components/toast.tsx';
import { t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { storeName } from './admin-storage-search.ts';
import { countFiles } from './file-words.ts';
import classes from './files.module.css';

type Run = RouterOutputs['storage']['runs'][number];

const REFRESH_MS = 2_000;

/** Comparisons of the stores with the rows, and moves: the newest first, with how far each is. */
export function StorageRuns() {
  const utils = trpc.useUtils();
  const runs = trpc.storage.runs.useQuery(undefined, {
    refetchInterval: ({ state }) =>
      state.data?.some(({ status }) => status === 'running') ? REFRESH_MS : false,
  });
  const changed = () => Promise.all([utils.storage.runs.invalidate(), utils.storage.state.invalidate()]);
  const reconcile = trpc.storage.reconcile.useMutation({ onSuccess: changed });
  const repair = trpc.storage.repair.useMutation({
    async onSuccess(done) {
      await changed();
      toastDone(t('{count} repaired.', { count: done.changed }));
    },
  });
  const error = reconcile.error ?? repair.error;
  const newest = runs.data?.find(({ kind, status }) => kind === 'reconcile' && status === 'done');
  return (
    <Panel
      title={t('Comparisons and moves')}
      actions={
        <Button size="xs" variant="default" onClick={() => reconcile.mutate()} loading={reconcile.isPending}>
          {t('Compare now')}
        </Button>
      }
    >
      {error && <p role="alert">{sentenceOfError(error)}</p>}
      {runs.error && (
        <QueryError
          title={t('The runs failed to load')}
          error={runs.error}
          onRetry={() => void runs.refetch()}
        />
      )}
      {runs.data?.length === 0 && (
        <EmptyState
          headingLevel={3}
          title={t('Not compared yet')}
          text={t('Every week the stores are compared with the list of files.')}
        />
      )}
      <ul className={classes.uploads}>
        {runs.data?.slice(0, 5).map((run) => (
          <li key={run.id} className={classes.upload}>
            <div className={classes.uploadName}>
              <span>{titleOf(run)}</span>
              <span className={classes.muted} data-failed={run.status === 'failed'}>
                <TimeText instant={run.startedAt} mode="relative" />: {resultOf(run)}
              </span>
            </div>
            {run === newest && run.findings.length > 0 && (
              <Button
                size="compact-sm"
                variant="outline"
                color="red"
                loading={repair.isPending}
                onClick={() => repair.mutate({ id: run.id })}
              >
                {t('Remove what was found')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function titleOf({ kind, fromStore, toStore }: Run): string {
  return kind === 'reconcile'
    ? t('Comparison')
    : t('Move from {from} to {to}', { from: storeName(fromStore ?? ''), to: storeName(toStore ?? '') });
}

function resultOf({ kind, status, counts, error }: Run): string {
  if (error) return error;
  if (kind === 'move')
    return t('{moved} of {files} moved, {failed} failed', {
      moved: counts.moved,
      files: countFiles(counts.total),
      failed: counts.failed,
    });
  if (status === 'running') return t('{count} looked at', { count: counts.looked });
  if (counts.orphans + counts.missing === 0) return t('everything is in order');
  return t('{orphans} without a row, {missing} without bytes', {
    orphans: counts.orphans,
    missing: counts.missing,
  });
}
