import { Button } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { toastDone } from '../../components/toast.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import classes from '../system/system.module.css';
import { DriftTable } from './drift-table.tsx';

/** Few, so that the first differences show soon: each user is a call to Clerk and a transaction. */
const USERS_PER_PAGE = 20;

function useDrift(isAsked: boolean) {
  return trpc.subscriptions.drift.useInfiniteQuery(
    { limit: USERS_PER_PAGE },
    {
      enabled: isAsked,
      getNextPageParam: (page) => page.nextCursor,
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    },
  );
}

/** Where Scrip and Clerk differ: compared when asked, because each user is a call to Clerk. */
export function DriftReport() {
  const [isAsked, setAsked] = useState(false);
  const query = useDrift(isAsked);
  const compare = () => (isAsked ? void query.refetch() : setAsked(true));
  return (
    <div className={classes.stack}>
      <Panel
        title="Scrip and Clerk"
        actions={
          <div className={classes.tools}>
            <Button onClick={compare} loading={query.isFetching && !query.isFetchingNextPage}>
              {isAsked ? 'Compare again' : 'Compare'}
            </Button>
            <RepairAll />
          </div>
        }
      >
        <p className={classes.lead}>
          Each user is compared with what Clerk says now. Nothing changes until you apply it.
        </p>
      </Panel>
      <div className={classes.card}>
        <Report query={query} isAsked={isAsked} />
      </div>
    </div>
  );
}

type ReportProps = { isAsked: boolean; query: ReturnType<typeof useDrift> };

function Report({ query, isAsked }: ReportProps) {
  if (!isAsked) {
    return (
      <EmptyState title="Not compared yet" text="Users whose plan or credits differ will be listed here." />
    );
  }
  if (query.isLoading) return <TableSkeleton rows={4} label="Loading the comparison" />;
  if (!query.data) {
    return (
      <QueryError
        title="The comparison failed"
        error={query.error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isRefetching}
      />
    );
  }
  const { pages } = query.data;
  const drifts = pages.flatMap((page) => page.items);
  const compared = pages.reduce((sum, page) => sum + page.compared, 0);
  const users = `${formatNumber(compared)} ${compared === 1 ? 'user' : 'users'}`;
  return (
    <>
      {drifts.length === 0 ? (
        <EmptyState title="No difference" text={`${users} compared: all are what Clerk says.`} />
      ) : (
        <DriftTable drifts={drifts} caption={`${formatNumber(drifts.length)} of ${users} differ`} />
      )}
      {query.hasNextPage && (
        <div className={classes.end}>
          {query.isFetchNextPageError && <span role="alert">{sentenceOfError(query.error)}</span>}
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => void query.fetchNextPage()}
            loading={query.isFetchingNextPage}
          >
            Compare more users
          </Button>
        </div>
      )}
    </>
  );
}

function RepairAll() {
  const { subscriptions } = trpc.useUtils();
  const { mutate, isPending, error } = trpc.subscriptions.repairAll.useMutation({
    onSuccess: ({ users }) =>
      toastDone(`${formatNumber(users)} ${users === 1 ? 'user is' : 'users are'} brought in step.`),
    onSettled: () => void subscriptions.syncRuns.invalidate(),
  });
  return (
    <>
      {error && <span role="alert">{sentenceOfError(error)}</span>}
      <Button variant="default" onClick={() => mutate()} loading={isPending}>
        Apply to all users
      </Button>
    </>
  );
}
