import { Button } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { type AdminFile, AdminFileTable } from './admin-file-table.tsx';
import { AdminFilters } from './admin-filters.tsx';
import type { AdminStorageSearch } from './admin-storage-search.ts';
import { DeleteAnyFileDialog } from './delete-any-file-dialog.tsx';
import classes from './files.module.css';

type AdminFileListProps = {
  search: AdminStorageSearch;
  onSearch: (changed: Partial<AdminStorageSearch>) => void;
};

const none = {
  search: undefined,
  user: undefined,
  kind: undefined,
  store: undefined,
  size: undefined,
  state: undefined,
};

export function AdminFileList({ search, onSearch }: AdminFileListProps) {
  const [deleting, setDeleting] = useState<AdminFile | null>(null);
  const query = trpc.storage.list.useInfiniteQuery(toFilter(search), {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const files = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label={t('Files of everybody')}>
      <AdminFilters search={search} onSearch={onSearch} />
      {query.isPending && <TableSkeleton rows={8} label={t('Loading the files')} />}
      {query.error && (
        <QueryError
          title={t('The files failed to load')}
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && files.length === 0 && (
        <EmptyState
          title={t('No file matches')}
          text={t('Files that users upload are listed here, whichever store they are in.')}
          action={
            Object.values(search).some((value) => value !== undefined) && (
              <Button onClick={() => onSearch(none)}>{t('Reset the filters')}</Button>
            )
          }
        />
      )}
      {files.length > 0 && <AdminFileTable files={files} onDelete={setDeleting} />}
      {query.hasNextPage && (
        <div className={classes.more}>
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('Show more')}
          </Button>
        </div>
      )}
      <DeleteAnyFileDialog file={deleting} onClose={() => setDeleting(null)} />
    </section>
  );
}

function toFilter({ search, user, kind, store, size, state }: AdminStorageSearch) {
  return {
    ...(search ? { search } : {}),
    ...(user ? { userId: user } : {}),
    ...(kind ? { kind } : {}),
    ...(store ? { provider: store } : {}),
    ...(size ? { minBytes: Number(size) * 1024 * 1024 } : {}),
    ...(state ? { deleted: state === 'deleted' } : {}),
  };
}
