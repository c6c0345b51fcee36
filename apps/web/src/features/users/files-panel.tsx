import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { formatBytes } from '../storage/file-words.ts';
import classes from './user-page.module.css';

const COUNT = 5;

/** The newest files of a user; all of them, and what can be done, are under Storage. */
export function FilesPanel({ userId }: { userId: string }) {
  const files = trpc.storage.list.useQuery({ userId, limit: COUNT });
  return (
    <Panel
      title={t('Files')}
      actions={
        <Link to="/admin/storage" search={{ user: userId }}>
          {t('See all')}
        </Link>
      }
    >
      {files.data?.items.length === 0 ? (
        <EmptyState
          headingLevel={3}
          title={t('No files yet')}
          text={t('The newest files of this user are listed here.')}
        />
      ) : files.data ? (
        <div className={classes.table}>
          <DataTable caption={t('Newest files')} isFocusable>
            <thead>
              <tr>
                <th scope="col">{t('Name')}</th>
                <th scope="col">{t('Type')}</th>
                <th scope="col" className={tableClasses.number}>
                  {t('Size')}
                </th>
                <th scope="col">{t('Added')}</th>
              </tr>
            </thead>
            <tbody>
              {files.data.items.map((file) => (
                <tr key={file.id}>
                  <th scope="row">{file.name}</th>
                  <td>{file.deletedAt ? t('Deleted') : (file.contentType ?? t('Unknown'))}</td>
                  <td className={tableClasses.number}>{formatBytes(file.sizeBytes)}</td>
                  <td>
                    <TimeText instant={file.createdAt} mode="relative" />
                  </td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </div>
      ) : files.error ? (
        <QueryError
          title={t('The files failed to load')}
          error={files.error}
          onRetry={() => void files.refetch()}
          isRetrying={files.isFetching}
        />
      ) : (
        <Skeleton height={96} role="status" aria-label={t('Loading the files')} />
      )}
    </Panel>
  );
}
