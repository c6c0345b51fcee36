import { Button, Group } from '@mantine/core';
import { t } from '../i18n/t.ts';
import { sentenceOfError } from '../trpc/errors.ts';
import classes from './dialogs.module.css';

type DialogFootProps = {
  verb: string;
  color: 'green' | 'red';
  error: unknown;
  isPending: boolean;
  /** On the button that leaves all as it is; tell more where the form itself cancels something. */
  leaveLabel?: string;
  onClose: () => void;
};

/** The end of a form in a dialog: why it was refused, and its two buttons. */
export function DialogFoot({
  verb,
  color,
  error,
  isPending,
  leaveLabel = t('Cancel'),
  onClose,
}: DialogFootProps) {
  return (
    <>
      {error !== null && (
        <p role="alert" className={classes.refusal}>
          {sentenceOfError(error)}
        </p>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} disabled={isPending}>
          {leaveLabel}
        </Button>
        <Button type="submit" color={color} loading={isPending}>
          {verb}
        </Button>
      </Group>
    </>
  );
}
