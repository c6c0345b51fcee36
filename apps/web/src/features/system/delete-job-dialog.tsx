import { Button, Group } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { jobName } from './job-words.ts';
import { useDeleteJob } from './use-job-changes.ts';

type DeleteJobDialogProps = {
  job: RouterOutputs['jobs']['get'];
  isOpen: boolean;
  onClose: () => void;
  onDeleted: () => void;
};

export function DeleteJobDialog({ job, isOpen, onClose, onDeleted }: DeleteJobDialogProps) {
  const { remove, isPending, error } = useDeleteJob(() => {
    onClose();
    onDeleted();
  });
  return (
    <ActionDialog title={t('Delete the job')} isOpen={isOpen} isBusy={isPending} onClose={onClose}>
      <p>
        {t(
          '“{name}” will not be done, and what it should have done is lost. This is kept in the audit log.',
          {
            name: jobName(job.kind),
          },
        )}
      </p>
      {error && <p role="alert">{sentenceOfError(error)}</p>}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} disabled={isPending}>
          {t('Cancel')}
        </Button>
        <Button color="red" onClick={() => remove({ id: job.id })} loading={isPending}>
          {t('Delete')}
        </Button>
      </Group>
    </ActionDialog>
  );
}
