import { Button } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { toastDone } from '../../components/toast.tsx';
import { formatNumber } from '../../format/numbers.ts';
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
      toastDone(`${formatNumber(done.changed)} repaired`);
    },
  });
  const error = reconcile.error ?? repair.error;
  const newest = runs.data?.find(({ kind, status }) => kind === 'reconcile' && status === 'done');
  return (
    <Panel
      title="Comparisons and moves"
      actions={
        <Button size="xs" variant="default" onClick={() => reconcile.mutate()} loading={reconcile.isPending}>
          Compare now
        </Button>
      }
    >
      {error && <p role="alert">{sentenceOfError(error)}</p>}
      {runs.error && (
        <QueryError title="The runs failed to load" error={runs.error} onRetry={() => void runs.refetch()} />
      )}
      {runs.data?.length === 0 && (
        <EmptyState
          headingLevel={3}
          title="Not compared yet"
          text="Every week the stores are compared with the list of files."
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
                Remove what was found
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
    ? 'Comparison'
    : `Move from ${storeName(fromStore ?? '')} to ${storeName(toStore ?? '')}`;
}

function resultOf({ kind, status, counts, error }: Run): string {
  if (error) return error;
  if (kind === 'move')
    return `${formatNumber(counts.moved)} of ${countFiles(counts.total)} moved, ${formatNumber(counts.failed)} failed`;
  if (status === 'running') return `${formatNumber(counts.looked)} looked at`;
  if (counts.orphans + counts.missing === 0) return 'everything is in order';
  return `${formatNumber(counts.orphans)} without a row, ${formatNumber(counts.missing)} without bytes`;
}
