import { Checkbox } from '@mantine/core';
import { t } from '../../i18n/t.ts';
import { FileIcon } from './file-icon.tsx';
import { formatBytes } from './file-words.ts';
import classes from './files.module.css';
import type { FileRow } from './use-files.ts';

export type FilesViewProps = {
  files: FileRow[];
  selected: ReadonlySet<string>;
  onSelect: (id: string, isSelected: boolean) => void;
  onOpen: (id: string) => void;
};

export function FileGrid({ files, selected, onSelect, onOpen }: FilesViewProps) {
  return (
    <ul className={classes.grid} aria-label={t('Files')}>
      {files.map((file) => (
        <li key={file.id} className={classes.card} data-selected={selected.has(file.id)}>
          <Checkbox
            className={classes.check}
            size="xs"
            aria-label={t('Select {name}', { name: file.name })}
            checked={selected.has(file.id)}
            onChange={(event) => onSelect(file.id, event.currentTarget.checked)}
          />
          <button type="button" className={classes.open} onClick={() => onOpen(file.id)}>
            <span className={classes.frame}>
              <FileIcon file={file} size={40} />
            </span>
            <span className={classes.ellipsis}>{file.name}</span>
            <span className={classes.muted}>{formatBytes(file.sizeBytes)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
