import { Button } from '@mantine/core';
import { EmptyState } from '../../components/empty-state.tsx';
import { followRowLink } from '../../components/follow-row-link.ts';
import listClasses from '../../components/list.module.css';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { ListEnd } from '../users/list-end.tsx';
import { AuditDrawer } from './audit-drawer.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { type AuditSearch, toAuditFilter } from './audit-search.ts';
import { AuditTable } from './audit-table.tsx';

type AuditLogProps = {
  search: AuditSearch;
  onFilter: (search: AuditSearch) => void;
  onCloseRecord: () => void;
};

export function AuditLog({ search, onFilter, onCloseRecord }: AuditLogProps) {
  return (
    <>
      <AuditFilters search={search} onFilter={onFilter} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: clicks only help to reach the links inside */}
      <div className={listClasses.card} onClick={followRowLink}>
        <AuditList search={search} onReset={() => onFilter({})} />
      </div>
      <AuditDrawer recordId={search.record} onClose={onCloseRecord} />
    </>
  );
}

function AuditList({ search, onReset }: { search: AuditSearch; onReset: () => void }) {
  const filter = toAuditFilter(search);
  const query = trpc.audit.list.useInfiniteQuery(filter, {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });
  const items = query.data?.pages.flatMap((page) => page.items);
  if (!items) {
    if (!query.error) return <TableSkeleton rows={12} label={t('Loading the audit log')} />;
    return (
      <QueryError
        title={t('The audit log failed to load')}
        error={query.error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isRefetching}
      />
    );
  }
  if (items.length > 0) {
    return (
      <>
        <AuditTable items={items} hasTarget />
        <ListEnd query={query} label={t('Loading more records')} />
      </>
    );
  }
  if (Object.keys(filter).length === 0) {
    return (
      <EmptyState
        title={t('No changes yet')}
        text={t('Everything that an admin changes is listed here, with who, when, why, before and after.')}
      />
    );
  }
  return (
    <EmptyState
      title={t('No record matches')}
      text={t('The search looks for a part of a reason, or for a whole id, request id or address.')}
      action={
        <Button variant="default" onClick={onReset}>
          {t('Reset the filters')}
        </Button>
      }
    />
  );
}
