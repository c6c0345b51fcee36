import { toastDone } from './toast.tsx';
import { useOnceAtATime } from './use-once-at-a-time.ts';

export type FormEnds = { onClose: () => void; onBusy: (isBusy: boolean) => void };

/**
 * What the one mutation of a form in a dialog does at its end: says what was done (null: the caller does), closes the dialog, asks anew for
 * what has changed. `start` lets one be under way.
 */
export function useFormEnds(done: string | null, { onClose, onBusy }: FormEnds, onChanged: () => void) {
  const { begin, end } = useOnceAtATime();
  const ends = {
    onSuccess: () => {
      if (done !== null) toastDone(done);
      onClose();
    },
    onSettled: () => {
      end();
      onBusy(false);
      onChanged();
    },
  };
  const start = (send: () => void) => {
    if (!begin()) return;
    onBusy(true);
    send();
  };
  return { ends, start };
}
