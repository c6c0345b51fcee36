import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { t } from '../i18n/t.ts';

const UNDO_MS = 10_000;

/** Says that something was done. */
export function toastDone(message: string): void {
  notifications.show({ message, color: 'green' });
}

/** Says that something was done, and offers to take it back; with null there is no way back. */
export function toastUndo(message: string, onUndo: (() => void) | null): void {
  if (!onUndo) {
    toastDone(message);
    return;
  }
  const id = notifications.show({
    color: 'green',
    autoClose: UNDO_MS,
    message: (
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <span>{message}</span>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            onUndo();
          }}
        >
          {t('Undo')}
        </Button>
      </Group>
    ),
  });
}
