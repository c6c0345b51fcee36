import { Button, Group, Stack } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import dialogClasses from '../../components/dialogs.module.css';
import { checkReason } from '../../components/reason.ts';
import { ReasonField } from '../../components/reason-field.tsx';
import { t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { actionTexts, type PlanActionKind, usePlanAction } from './use-plan-action.ts';
import type { AdminPlan } from './use-plans.ts';

export type PlanActionRequest = { kind: PlanActionKind; plan: AdminPlan };

type PlanActionProps = { request: PlanActionRequest | null; onClose: () => void };

/** Asks once, with a reason, before a plan is archived, offered again or deleted. */
export function PlanAction({ request, onClose }: PlanActionProps) {
  // While the dialog fades out it goes on saying what it said.
  const [last, setLast] = useState(request);
  if (request && request !== last) setLast(request);
  const [isBusy, setBusy] = useState(false);
  return (
    <ActionDialog
      title={last ? t(actionTexts[last.kind].title) : ''}
      isOpen={request !== null}
      isBusy={isBusy}
      onClose={onClose}
    >
      {last && <PlanActionForm request={last} onClose={onClose} onBusy={setBusy} />}
    </ActionDialog>
  );
}

type PlanActionFormProps = {
  request: PlanActionRequest;
  onClose: () => void;
  onBusy: (isBusy: boolean) => void;
};

function PlanActionForm({ request: { kind, plan }, onClose, onBusy }: PlanActionFormProps) {
  const { verb, effect, color } = actionTexts[kind];
  const action = usePlanAction(kind, plan, { onDone: onClose, onBusy });
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const reasonInput = useRef<HTMLInputElement>(null);
  const reasonError = checkReason(reason);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (reasonError) return reasonInput.current?.focus();
    action.send(reason.trim());
  };
  return (
    <form onSubmit={submit} className={dialogClasses.form} noValidate>
      <Stack gap="md">
        <p className={dialogClasses.effect}>
          <strong>{plan.name}</strong>: {t(effect)}
        </p>
        <ReasonField
          ref={reasonInput}
          isFirst
          description={t('Kept in the audit log.')}
          value={reason}
          onChange={setReason}
          error={isChecked ? reasonError : null}
        />
        {action.error && (
          <p role="alert" className={dialogClasses.refusal}>
            {sentenceOfError(action.error)}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={action.isPending}>
            {t('Cancel')}
          </Button>
          <Button type="submit" color={color} loading={action.isPending}>
            {t(verb)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
