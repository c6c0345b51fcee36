import { toastDone } from '../../components/toast.ts';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { trpc } from '../../trpc/trpc.ts';
import { useUserChanged } from './use-user-changed.ts';

export type ManualForm = { userId: string; onClose: () => void; onBusy: (isBusy: boolean) => void };

/** What a change of a manual plan does at its end, whichever it is; `start` lets one be under way. */
export function useManualEnds(done: string, { userId, onClose, onBusy }: ManualForm) {
  const { begin, end } = useOnceAtATime();
  const utils = trpc.useUtils();
  const userChanged = useUserChanged(userId);
  const ends = {
    onSuccess: () => {
      toastDone(done);
      onClose();
    },
    onSettled: () => {
      end();
      onBusy(false);
      userChanged();
      void utils.subscriptions.invalidate();
    },
  };
  const start = (send: () => void) => {
    if (!begin()) return;
    onBusy(true);
    send();
  };
  return { ends, start };
}
