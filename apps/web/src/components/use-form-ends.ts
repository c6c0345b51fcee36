import { toastDone } from './toast.ts';
import { useOnceAtATime } from './use-once-at-a-time.ts';

export type FormEnds = { onClose: () => void; onBusy: (isBusy: boolean) => void };

/**
 * What the one mutation of a form in a dialog does at its end: says what was done, closes the dialog, asks anew for
 * what has changed. `start` lets one be under way.
 */
export function useFormEnds(done: string, { onClose, onBusy }: FormEnds, onChanged: () => void) {
  const { begin, end } = useOnceAtATime();
  const ends = {
    onSuccess: () => {
      toastDone(done);
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
