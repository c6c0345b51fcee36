import { Checkbox } from '@mantine/core';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { t } from '../../i18n/t.ts';
import type { FilesViewProps } from './file-grid.tsx';
import { FileIcon } from './file-icon.tsx';
import { formatBytes } from './file-words.ts';
import classes from './files.module.css';

export function FileTable({ files, selected, onSelect, onOpen }: FilesViewProps) {
  return (
    <DataTable caption={t('Files')}>
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
        {files.map((file) => (
          <tr key={file.id}>
            <td>
              <span className={classes.rowName}>
                <Checkbox
                  size="xs"
                  aria-label={t('Select {name}', { name: file.name })}
                  checked={selected.has(file.id)}
                  onChange={(event) => onSelect(file.id, event.currentTarget.checked)}
                />
                <span className={classes.rowIcon}>
                  <FileIcon file={file} size={18} />
                </span>
                <button type="button" className={classes.link} onClick={() => onOpen(file.id)}>
                  {file.name}
                </button>
              </span>
            </td>
            <td>{file.contentType ?? t('Unknown')}</td>
            <td className={tableClasses.number}>{formatBytes(file.sizeBytes)}</td>
            <td>
              <TimeText instant={file.createdAt} mode="relative" />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
