import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { exportAddressOfAll } from './export-address.ts';
import { ExportMenu } from './export-menu.tsx';
import classes from './history-bar.module.css';
import { type HistorySearch, isFiltered, toEntryFilter } from './history-search.ts';
import { HistoryTable } from './history-table.tsx';

const PAGE = 50;
const none: ReadonlySet<string> = new Set();

type HistoryOfAllProps = { search: HistorySearch; onReset: () => void };

/** Admins: the entries of all users that match, newest first. New ones come when asked for, so that the list keeps still. */
export function HistoryOfAll({ search, onReset }: HistoryOfAllProps) {
  const query = useHistoryOfAll(search);
  const { from, to } = search;
  return (
    <>
      <div className={classes.bar}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconRefresh size={16} stroke={1.6} aria-hidden />}
          loading={query.isRefetching}
          onClick={() => void query.refetch()}
        >
          {t('Load again')}
        </Button>
        <ExportMenu
          addressOf={from && to ? (format) => exportAddressOfAll({ ...search, from, to }, format) : null}
        />
      </div>
      <Entries query={query} isFiltered={isFiltered(search)} onReset={onReset} />
    </>
  );
}

function useHistoryOfAll(search: HistorySearch) {
  return trpc.users.historyOfAll.useInfiniteQuery(
    { ...toEntryFilter(search), limit: PAGE },
    {
      getNextPageParam: (page) => page.nextCursor,
      refetchOnWindowFocus: false,
      placeholderData: (previous) => previous,
    },
  );
}

type EntriesProps = {
  query: ReturnType<typeof useHistoryOfAll>;
  isFiltered: boolean;
  onReset: () => void;
};

function Entries({ query, isFiltered, onReset }: EntriesProps) {
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) return <TableSkeleton rows={14} label={t('Loading the history')} />;
  if (query.error && entries.length === 0) {
    return (
      <QueryError
        title={t('The history failed to load')}
        error={query.error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
      />
    );
  }
  if (entries.length > 0) {
    return (
      <HistoryTable
        entries={entries}
        hasUsers
        freshIds={none}
        hasMore={query.hasNextPage}
        isLoadingMore={query.isFetchingNextPage}
        error={query.isFetchNextPageError ? query.error : null}
        onMore={query.fetchNextPage}
      />
    );
  }
  return (
    <EmptyState
      headingLevel={2}
      title={isFiltered ? t('No entry matches') : t('No entries yet')}
      text={
        isFiltered
          ? t('Nothing in this history fits these filters.')
          : t('Every spend, refund and grant will stand here with the balance after it.')
      }
      {...(isFiltered && { action: <Button onClick={onReset}>{t('Reset the filters')}</Button> })}
    />
  );
}
