import { toastDone } from '../../components/toast.ts';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { trpc } from '../../trpc/trpc.ts';

export type FormEnds = { onClose: () => void; onBusy: (isBusy: boolean) => void };

/** What a change of packs does at its end, whichever it is; `begin` lets one be under way. */
export function usePackEnds(done: string, { onClose, onBusy }: FormEnds) {
  const { begin, end } = useOnceAtATime();
  const utils = trpc.useUtils();
  const ends = {
    onSuccess: () => {
      toastDone(done);
      onClose();
    },
    onSettled: () => {
      end();
      onBusy(false);
      void utils.subscriptions.packs.invalidate();
      void utils.users.invalidate();
    },
  };
  const start = (send: () => void) => {
    if (!begin()) return;
    onBusy(true);
    send();
  };
  return { ends, start };
}
