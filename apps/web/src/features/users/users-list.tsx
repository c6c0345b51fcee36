import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useRef } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { followRowLink } from '../../components/follow-row-link.ts';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useNow } from '../../components/use-now.ts';
import { plural, t } from '../../i18n/t.ts';
import { ListEnd } from './list-end.tsx';
import { useRowLinks } from './use-row-links.ts';
import { useUsers } from './use-users.ts';
import { UserSearchBox } from './user-search-box.tsx';
import { usersExportAddress } from './users-export-address.ts';
import { UsersFilters } from './users-filters.tsx';
import classes from './users-list.module.css';
import { isFiltered, type UsersSearch } from './users-search.ts';
import { UsersTable } from './users-table.tsx';

type UsersListProps = { search: UsersSearch; onFilter: (search: UsersSearch) => void };

export function UsersList({ search, onFilter }: UsersListProps) {
  const card = useRef<HTMLDivElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const { onKeyDown, focusRow } = useRowLinks(card, () => searchBox.current?.focus());
  const query = useUsers(search);
  const { users, hasNextPage } = query;
  const now = useNow();
  return (
    <>
      <div className={classes.tools}>
        <UserSearchBox
          ref={searchBox}
          search={search.search ?? ''}
          onSearch={(text) => onFilter({ ...search, search: text || undefined })}
          onEnterList={() => focusRow(0)}
        />
        <p className={classes.count} role="status">
          {users && countOf(users.length, hasNextPage)}
        </p>
        <Button
          component="a"
          href={usersExportAddress(search, now)}
          download
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
        >
          {t('CSV')}
        </Button>
      </div>
      <UsersFilters search={search} onFilter={onFilter} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys and clicks only help to reach the links inside */}
      <div
        className={classes.card}
        ref={card}
        onKeyDown={onKeyDown}
        onClick={followRowLink}
        data-busy={query.isPlaceholderData}
      >
        <UsersContent query={query} search={search} onFilter={onFilter} />
      </div>
    </>
  );
}

function UsersContent({ query, search, onFilter }: UsersListProps & { query: ReturnType<typeof useUsers> }) {
  const { users, error, isLoading, isRefetching, refetch } = query;
  if (isLoading) return <TableSkeleton rows={12} label={t('Loading users')} />;
  if (!users) {
    return (
      <QueryError
        title={t('The users failed to load')}
        error={error}
        onRetry={() => void refetch()}
        isRetrying={isRefetching}
      />
    );
  }
  if (users.length === 0) return <NoUsers search={search} onFilter={onFilter} />;
  return (
    <>
      <UsersTable users={users} search={search} />
      <ListEnd query={query} label={t('Loading more users')} />
    </>
  );
}

function NoUsers({ search, onFilter }: UsersListProps) {
  if (!isFiltered(search))
    return <EmptyState title={t('No users yet')} text={t('Everyone who signs up is listed here.')} />;
  return (
    <EmptyState
      title={
        search.search
          ? t('Nobody matches “{search}”', { search: search.search })
          : t('Nobody matches these filters')
      }
      text={t('The search looks for a part of a name or e-mail, or for a whole user id or Clerk id.')}
      action={
        <Button variant="default" onClick={() => onFilter({})}>
          {t('Show all users')}
        </Button>
      }
    />
  );
}

function countOf(count: number, hasMore: boolean): string {
  return hasMore ? t('The first {count} users', { count }) : plural(count, '{count} user', '{count} users');
}
