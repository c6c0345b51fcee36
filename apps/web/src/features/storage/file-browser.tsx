import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { t } from '../../i18n/t.ts';
import type { DeleteRequest } from './delete-dialog.tsx';
import { FileGrid } from './file-grid.tsx';
import { FileTable } from './file-table.tsx';
import classes from './files.module.css';
import type { FilesSearch } from './files-search.ts';
import { SelectionBar } from './selection-bar.tsx';
import type { useFileChanges } from './use-file-changes.ts';
import type { useFiles } from './use-files.ts';

type FileBrowserProps = {
  list: ReturnType<typeof useFiles>;
  search: FilesSearch;
  selected: ReadonlySet<string>;
  onSelected: (selected: ReadonlySet<string>) => void;
  changes: ReturnType<typeof useFileChanges>;
  onOpen: (id: string) => void;
  onDelete: (request: DeleteRequest) => void;
  onReset: () => void;
  empty: ReactNode;
};

/** The files as a grid or a table, with what can be done to those that are selected. */
export function FileBrowser({ list, search, selected, changes, ...props }: FileBrowserProps) {
  const { query, files } = list;
  const isDeleted = search.show === 'deleted';
  if (query.isPending) return <TableSkeleton rows={8} label={t('Loading the files')} />;
  if (query.error && files.length === 0)
    return (
      <QueryError
        title={t('The files failed to load')}
        error={query.error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
      />
    );
  if (files.length === 0) return <NoFiles search={search} onReset={props.onReset} empty={props.empty} />;
  const ids = files.filter(({ id }) => selected.has(id)).map(({ id }) => id);
  const select = (id: string, isSelected: boolean) => {
    const next = new Set(selected);
    if (isSelected) next.add(id);
    else next.delete(id);
    props.onSelected(next);
  };
  const View = search.view === 'list' ? FileTable : FileGrid;
  return (
    <>
      {ids.length > 0 && (
        <SelectionBar
          count={ids.length}
          isDeleted={isDeleted}
          isBusy={changes.restore.isPending}
          onAll={() => props.onSelected(new Set(files.map(({ id }) => id)))}
          onNone={() => props.onSelected(new Set())}
          onRestore={() => changes.restore.mutate({ ids: ids.slice(0, 200) })}
          onDelete={() => props.onDelete({ ids: ids.slice(0, 200), isForGood: isDeleted })}
        />
      )}
      <View files={files} selected={selected} onSelect={select} onOpen={props.onOpen} />
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
    </>
  );
}

function NoFiles({ search, onReset, empty }: Pick<FileBrowserProps, 'search' | 'onReset' | 'empty'>) {
  if (search.search || search.kind)
    return (
      <EmptyState
        title={t('No file matches')}
        text={t('None of the files has this name and type.')}
        action={<Button onClick={onReset}>{t('Reset the filters')}</Button>}
      />
    );
  if (search.show === 'deleted')
    return (
      <EmptyState
        title={t('No deleted files')}
        text={t('Files that you delete can be restored here for some days.')}
      />
    );
  return empty;
}
