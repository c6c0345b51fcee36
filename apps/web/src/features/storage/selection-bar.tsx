import { Button, Group } from '@mantine/core';
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
    <div className={classes.selection} role="toolbar" aria-label="Selected files">
      <span>{countFiles(count)} selected</span>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={onAll}>
          Select all
        </Button>
        <Button size="xs" variant="default" onClick={onNone}>
          Select none
        </Button>
        {isDeleted && (
          <Button size="xs" onClick={onRestore} loading={isBusy}>
            Restore
          </Button>
        )}
        <Button size="xs" color="red" variant="outline" onClick={onDelete}>
          {isDeleted ? 'Delete for good' : 'Delete'}
        </Button>
      </Group>
    </div>
  );
}
