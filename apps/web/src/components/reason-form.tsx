import { Stack } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useRef, useState } from 'react';
import { t } from '../i18n/t.ts';
import { DialogFoot } from './dialog-foot.tsx';
import classes from './dialogs.module.css';
import { checkReason } from './reason.ts';
import { ReasonField } from './reason-field.tsx';

type ReasonFormProps = {
  /** On the button that does it. */
  verb: string;
  color: 'green' | 'red';
  leaveLabel?: string;
  error: unknown;
  isPending: boolean;
  onClose: () => void;
  /** False when what stands above the reason is not ready: it has been focused. */
  onCheck?: () => boolean;
  onSubmit: (reason: string) => void;
  /** What the action does, in numbers, and its fields. Without fields the reason takes the focus. */
  children: ReactNode;
  hasFields?: boolean;
  /** Where else than in the audit log the reason will be read. */
  reasonText?: string;
};

/** The form of an admin's action: what it will do, why, and one button. */
export function ReasonForm({ children, onCheck, onSubmit, hasFields, reasonText, ...foot }: ReasonFormProps) {
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const reasonInput = useRef<HTMLInputElement>(null);
  const reasonError = checkReason(reason);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (onCheck && !onCheck()) return;
    if (reasonError) return reasonInput.current?.focus();
    onSubmit(reason.trim());
  };
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <Stack gap="md">
        {children}
        <ReasonField
          ref={reasonInput}
          isFirst={!hasFields}
          description={reasonText ?? t('Kept in the audit log.')}
          value={reason}
          onChange={setReason}
          error={isChecked ? reasonError : null}
        />
        <DialogFoot {...foot} />
      </Stack>
    </form>
  );
}
