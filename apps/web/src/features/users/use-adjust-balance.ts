import { toastDone } from '../../components/toast.ts';
import { formatCredits, formatNumber } from '../../format/numbers.ts';
import { trpc } from '../../trpc/trpc.ts';
import { spendableAround } from './adjustment.ts';
import { useUserChanged } from './use-user-changed.ts';
import { nameOf } from './user-name.ts';

type AdjustedUser = { id: string; name: string | null; email: string | null; creditsHeld: number };

/** Books an adjustment, tells the old and the new balance, and asks anew for what it changed on screen. */
export function useAdjustBalance(user: AdjustedUser) {
  const userChanged = useUserChanged(user.id);
  return trpc.credits.adjust.useMutation({
    // Without a network it must fail at once and say so, not be booked at some later time.
    networkMode: 'always',
    onSuccess: (receipt) => {
      const { before, after } = spendableAround(receipt, user.creditsHeld);
      toastDone(`Balance of ${nameOf(user)}: ${formatNumber(before)} → ${formatCredits(after)}.`);
      userChanged();
    },
    // Whether it was refused or lost: the balance on screen may be the wrong one.
    onError: userChanged,
  });
}
