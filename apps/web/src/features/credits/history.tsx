import { Button } from '@mantine/core';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { t } from '../../i18n/t.ts';
import { HistoryBar } from './history-bar.tsx';
import { type HistorySearch, isFiltered } from './history-search.ts';
import { HistoryTable } from './history-table.tsx';
import { useHistory } from './use-history.ts';

type HistoryProps = {
  /** Whose entries an admin looks at; without it, one's own. */
  userId?: string;
  search: HistorySearch;
  onReset: () => void;
};

/** How many entries match, and the list of them. */
export function History(props: HistoryProps) {
  const { search, userId } = props;
  return (
    <>
      <HistoryBar search={search} {...(userId !== undefined && { userId })} />
      <Entries {...props} />
    </>
  );
}

function Entries({ userId, search, onReset }: HistoryProps) {
  const { query, entries, freshIds } = useHistory(search, userId);
  const headingLevel = userId === undefined ? 2 : 3;

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
        freshIds={freshIds}
        hasMore={query.hasNextPage}
        isLoadingMore={query.isFetchingNextPage}
        error={query.isFetchNextPageError ? query.error : null}
        onMore={query.fetchNextPage}
      />
    );
  }
  if (isFiltered(search)) {
    return (
      <EmptyState
        headingLevel={headingLevel}
        title={t('No entry matches')}
        text={t('Nothing in this history fits these filters.')}
        action={<Button onClick={onReset}>{t('Reset the filters')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      headingLevel={headingLevel}
      title={t('No entries yet')}
      text={t('Every spend, refund and grant will stand here with the balance after it.')}
      {...(userId === undefined && {
        action: <LinkButton to="/playground">{t('Try the playground')}</LinkButton>,
      })}
    />
  );
}
