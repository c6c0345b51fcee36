import { Button } from '@mantine/core';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { t } from '../../i18n/t.ts';
import { HistoryFilters } from '../credits/history-filters.tsx';
import { type HistorySearch, isFiltered } from '../credits/history-search.ts';
import { HistoryTable } from '../credits/history-table.tsx';
import type { UserDetail } from './use-user.ts';
import { useUserHistory } from './use-user-history.ts';
import classes from './user-page.module.css';

const noFreshIds: ReadonlySet<string> = new Set();

type UserEntriesProps = {
  user: UserDetail;
  search: HistorySearch;
  /** Changes the filters in the address. */
  onFilter: (filter: HistorySearch) => void;
};

export function UserEntries({ user, search, onFilter }: UserEntriesProps) {
  const reset = () => onFilter({});
  return (
    <section className={classes.entries} aria-labelledby="user-entries">
      <h2 id="user-entries" className={classes.subtitle}>
        {t('Entries')}
      </h2>
      <HistoryFilters
        search={search}
        onChange={(changed) => onFilter({ ...search, ...changed })}
        onReset={reset}
      />
      <EntryList user={user} search={search} onReset={reset} />
    </section>
  );
}

type EntryListProps = Omit<UserEntriesProps, 'onFilter'> & { onReset: () => void };

function EntryList({ user, search, onReset }: EntryListProps) {
  const { query, entries } = useUserHistory(user.id, search, user.account.lastSeq);
  if (query.isPending) return <TableSkeleton rows={10} label={t('Loading the entries')} />;
  if (query.error && entries.length === 0) {
    return (
      <QueryError
        title={t('The entries failed to load')}
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
        freshIds={noFreshIds}
        hasMore={query.hasNextPage}
        isLoadingMore={query.isFetchingNextPage}
        onMore={query.fetchNextPage}
      />
    );
  }
  if (!isFiltered(search)) {
    return (
      <EmptyState
        headingLevel={3}
        title={t('No entries yet')}
        text={t('Every change of this balance is listed here, with the balance after it.')}
      />
    );
  }
  return (
    <EmptyState
      headingLevel={3}
      title={t('No entry matches')}
      text={t("Nothing in this user's history fits these filters.")}
      action={
        <Button variant="default" onClick={onReset}>
          {t('Reset the filters')}
        </Button>
      }
    />
  );
}
