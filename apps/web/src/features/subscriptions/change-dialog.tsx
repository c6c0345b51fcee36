import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import dialogClasses from '../../components/dialogs.module.css';
import { toastDone } from '../../components/toast.tsx';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { formatDate } from '../../format/dates.ts';
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
      title={isCancel ? 'Cancel plan' : 'Resume plan'}
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
            {isCancel ? 'Keep plan' : 'Not now'}
          </Button>
          <Button color={isCancel ? 'red' : 'green'} onClick={action.send} loading={action.isPending}>
            {isCancel ? 'Cancel plan' : 'Resume plan'}
          </Button>
        </Group>
      </Stack>
    </ActionDialog>
  );
}

function cancelEffect({ periodEnd }: SubscriptionItem): string {
  const until = periodEnd ? `until ${formatDate(periodEnd)}` : 'until the end of the period';
  return `you keep it, with its credits, ${until}. It does not renew then. Credits that you bought or were given stay yours.`;
}

function resumeEffect({ periodEnd }: SubscriptionItem): string {
  return `it goes on as before${periodEnd ? `, and renews on ${formatDate(periodEnd)}` : ''}.`;
}

function useChange(item: SubscriptionItem, change: Change, onDone: () => void) {
  const { begin, end } = useOnceAtATime();
  const utils = trpc.useUtils();
  const changed = useSubscriptionChanged();
  const ends = {
    onSuccess: (state: Parameters<typeof utils.subscriptions.current.setData>[1]) => {
      utils.subscriptions.current.setData(undefined, state);
      toastDone(`${planNameOf(item)} ${change === 'cancel' ? 'is canceled.' : 'goes on.'}`);
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
