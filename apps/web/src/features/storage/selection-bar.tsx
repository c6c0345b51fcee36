import { Button, Group } from '@mantine/core';
import { t } from '../../i18n/t.ts';
import { countFiles } from './file-words.ts';
import classes from './files.module.css';

type SelectionBarProps = {
  count: number;
  isDeleted: boolean;
  isBusy: boolean;
  onAll: () => void;
  onNone: () => void;
  onDelete: () => void;
  onRestore: () => void;
};

/** What can be done with the files that are selected. */
export function SelectionBar({
  count,
  isDeleted,
  isBusy,
  onAll,
  onNone,
  onDelete,
  onRestore,
}: SelectionBarProps) {
  return (
    <div className={classes.selection} role="toolbar" aria-label={t('Selected files')}>
      <span>{t('{files} selected', { files: countFiles(count) })}</span>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={onAll}>
          {t('Select all')}
        </Button>
        <Button size="xs" variant="default" onClick={onNone}>
          {t('Select none')}
        </Button>
        {isDeleted && (
          <Button size="xs" onClick={onRestore} loading={isBusy}>
            {t('Restore')}
          </Button>
        )}
        <Button size="xs" color="red" variant="outline" onClick={onDelete}>
          {isDeleted ? t('Delete for good') : t('Delete')}
        </Button>
      </Group>
    </div>
  );
}
