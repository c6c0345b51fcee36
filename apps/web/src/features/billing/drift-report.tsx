import { Button } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { toastDone } from '../../components/toast.tsx';
import { plural, t } from '../../i18n/t.ts';
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
        title={t('Scrip and Clerk')}
        actions={
          <div className={classes.tools}>
            <Button onClick={compare} loading={query.isFetching && !query.isFetchingNextPage}>
              {isAsked ? t('Compare again') : t('Compare')}
            </Button>
            <RepairAll />
          </div>
        }
      >
        <p className={classes.lead}>
          {t('Each user is compared with what Clerk says now. Nothing changes until you apply it.')}
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
      <EmptyState
        title={t('Not compared yet')}
        text={t('Users whose plan or credits differ will be listed here.')}
      />
    );
  }
  if (query.isLoading) return <TableSkeleton rows={4} label={t('Loading the comparison')} />;
  if (!query.data) {
    return (
      <QueryError
        title={t('The comparison failed')}
        error={query.error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isRefetching}
      />
    );
  }
  const { pages } = query.data;
  const drifts = pages.flatMap((page) => page.items);
  const compared = pages.reduce((sum, page) => sum + page.compared, 0);
  const users = plural(compared, '{count} user', '{count} users');
  return (
    <>
      {drifts.length === 0 ? (
        <EmptyState
          title={t('No difference')}
          text={t('{users} compared: all are what Clerk says.', { users })}
        />
      ) : (
        <DriftTable
          drifts={drifts}
          caption={t('{count} of {users} differ', { count: drifts.length, users })}
        />
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
            {t('Compare more users')}
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
      toastDone(plural(users, '{count} user is brought in step.', '{count} users are brought in step.')),
    onSettled: () => void subscriptions.syncRuns.invalidate(),
  });
  return (
    <>
      {error && <span role="alert">{sentenceOfError(error)}</span>}
      <Button variant="default" onClick={() => mutate()} loading={isPending}>
        {t('Apply to all users')}
      </Button>
    </>
  );
}
