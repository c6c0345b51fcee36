import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import dialogClasses from '../../components/dialogs.module.css';
import { toastDone } from '../../components/toast.tsx';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { formatDate } from '../../format/dates.ts';
import { t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { planNameOf, type SubscriptionItem } from './subscription-words.ts';
import { useSubscriptionChanged } from './use-subscription.ts';

export type Change = 'cancel' | 'resume';

type ChangeDialogProps = { item: SubscriptionItem; change: Change | null; onClose: () => void };

/** Asks once before the user's own plan is canceled or goes on. */
export function ChangeDialog({ item, change, onClose }: ChangeDialogProps) {
  // While the dialog fades out it goes on saying what it said.
  const [last, setLast] = useState<Change>('cancel');
  if (change && change !== last) setLast(change);
  const action = useChange(item, last, onClose);
  const isCancel = last === 'cancel';
  return (
    <ActionDialog
      title={isCancel ? t('Cancel plan') : t('Resume plan')}
      isOpen={change !== null}
      isBusy={action.isPending}
      onClose={onClose}
    >
      <Stack gap="md">
        <p className={dialogClasses.effect}>
          <strong>{planNameOf(item)}</strong>: {isCancel ? cancelEffect(item) : resumeEffect(item)}
        </p>
        {action.error && (
          <p role="alert" className={dialogClasses.refusal}>
            {sentenceOfError(action.error)}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={action.isPending} data-autofocus>
            {isCancel ? t('Keep plan') : t('Not now')}
          </Button>
          <Button color={isCancel ? 'red' : 'green'} onClick={action.send} loading={action.isPending}>
            {isCancel ? t('Cancel plan') : t('Resume plan')}
          </Button>
        </Group>
      </Stack>
    </ActionDialog>
  );
}

function cancelEffect({ periodEnd }: SubscriptionItem): string {
  const until = periodEnd
    ? t('you keep it, with its credits, until {date}.', { date: formatDate(periodEnd) })
    : t('you keep it, with its credits, until the end of the period.');
  return `${until} ${t('It does not renew then. Credits that you bought or were given stay yours.')}`;
}

function resumeEffect({ periodEnd }: SubscriptionItem): string {
  return periodEnd
    ? t('it goes on as before, and renews on {date}.', { date: formatDate(periodEnd) })
    : t('it goes on as before.');
}

function useChange(item: SubscriptionItem, change: Change, onDone: () => void) {
  const { begin, end } = useOnceAtATime();
  const utils = trpc.useUtils();
  const changed = useSubscriptionChanged();
  const ends = {
    onSuccess: (state: Parameters<typeof utils.subscriptions.current.setData>[1]) => {
      utils.subscriptions.current.setData(undefined, state);
      const name = planNameOf(item);
      toastDone(change === 'cancel' ? t('{name} is canceled.', { name }) : t('{name} goes on.', { name }));
      onDone();
    },
    onSettled: () => {
      end();
      changed();
    },
  };
  const mutations = {
    cancel: trpc.subscriptions.cancel.useMutation(ends),
    resume: trpc.subscriptions.resume.useMutation(ends),
  };
  const { mutate, error, isPending } = mutations[change];
  const send = () => {
    if (begin()) mutate({ itemId: item.id });
  };
  return { send, error, isPending };
}
