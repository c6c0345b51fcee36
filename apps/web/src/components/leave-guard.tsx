import { Button, Group, Stack } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { t } from '../i18n/t.ts';
import { ActionDialog } from './action-dialog.tsx';
import classes from './dialogs.module.css';

/** Asks before a form is left with changes that nobody saved; the browser asks where the whole page is left. */
export function LeaveGuard({ hasChanges }: { hasChanges: () => boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: hasChanges,
    enableBeforeUnload: hasChanges,
    withResolver: true,
  });
  const stay = () => blocker.reset?.();
  return (
    <ActionDialog
      title={t('Leave without saving?')}
      isOpen={blocker.status === 'blocked'}
      isBusy={false}
      onClose={stay}
    >
      <Stack gap="md">
        <p className={classes.effect}>{t('What you changed here is not saved.')}</p>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={stay} data-autofocus>
            {t('Stay')}
          </Button>
          <Button color="red" onClick={() => blocker.proceed?.()}>
            {t('Leave')}
          </Button>
        </Group>
      </Stack>
    </ActionDialog>
  );
}
