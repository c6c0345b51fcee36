import { Button } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { Link } from '@tanstack/react-router';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { storeName } from './admin-storage-search.ts';
import { formatBytes } from './file-words.ts';
import classes from './files.module.css';

export type AdminFile = RouterOutputs['storage']['list']['items'][number];

type AdminFileTableProps = { files: AdminFile[]; onDelete: (file: AdminFile) => void };

export function AdminFileTable({ files, onDelete }: AdminFileTableProps) {
  return (
    <DataTable caption={t('Files of everybody')}>
      <thead>
        <tr>
          <th scope="col">{t('Name')}</th>
          <th scope="col">{t('User')}</th>
          <th scope="col">{t('Type')}</th>
          <th scope="col">{t('Store')}</th>
          <th scope="col" className={tableClasses.number}>
            {t('Size')}
          </th>
          <th scope="col">{t('Added')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('Delete')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <AdminFileRow key={`${file.userId} ${file.id}`} file={file} onDelete={onDelete} />
        ))}
      </tbody>
    </DataTable>
  );
}

function AdminFileRow({ file, onDelete }: { file: AdminFile; onDelete: (file: AdminFile) => void }) {
  const { client } = trpc.useUtils();
  const download = async () => {
    const { url } = await client.storage.link.query({ userId: file.userId, id: file.id });
    location.assign(url);
  };
  return (
    <tr>
      <td>
        <span className={classes.rowName}>
          {file.deletedAt ? (
            <span className={classes.ellipsis}>{file.name}</span>
          ) : (
            <button type="button" className={classes.link} onClick={() => void download()}>
              {file.name}
            </button>
          )}
        </span>
      </td>
      <td>
        <Link to="/admin/users/$userId" params={{ userId: file.userId }} className={classes.owner}>
          {file.userId}
        </Link>
      </td>
      <td>{file.contentType ?? t('Unknown')}</td>
      <td>{storeName(file.provider)}</td>
      <td className={tableClasses.number}>{formatBytes(file.sizeBytes)}</td>
      <td>
        <TimeText instant={file.createdAt} mode="relative" />
      </td>
      <td>
        {file.deletedAt ? (
          <span className={classes.muted}>{t('Deleted')}</span>
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            color="red"
            aria-label={t('Delete {name}', { name: file.name })}
            onClick={() => onDelete(file)}
          >
            {t('Delete')}
          </Button>
        )}
      </td>
    </tr>
  );
}
