import { toastDone } from '../../components/toast.tsx';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { hasDomainCode } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { type AdjustmentForm, spendableAround, toAdjustInput } from './adjustment.ts';
import { useIdempotencyKeys } from './use-idempotency-keys.ts';
import type { UserDetail } from './use-user.ts';
import { useUserChanged } from './use-user-changed.ts';
import { nameOf } from './user-name.ts';

/**
 * Books adjustments of one user's balance: the same one only once for as long as the component lives, however often it
 * is sent. Tells the old and the new balance, and asks anew for what changed on screen.
 */
export function useAdjustment(user: UserDetail, onDone: () => void) {
  const { keyOf, forget } = useIdempotencyKeys();
  const { begin, end } = useOnceAtATime();
  const userChanged = useUserChanged(user.id);
  const { mutate, error, reset, isPending } = trpc.credits.adjust.useMutation({
    onSuccess: (receipt) => {
      const { before, after } = spendableAround(receipt, user.creditsHeld);
      toastDone(
        t('Balance of {name}: {before} → {after}.', {
          name: nameOf(user),
          before,
          after: formatCredits(after),
        }),
      );
      onDone();
    },
    onError: (failure) => {
      if (hasDomainCode(failure, 'CONFLICT')) forget();
    },
    onSettled: () => {
      end();
      // Refused or lost: the balance on screen may be the wrong one.
      userChanged();
    },
  });
  const book = (form: AdjustmentForm) => {
    if (begin()) mutate(toAdjustInput(form, keyOf(toAdjustInput(form, ''))));
  };
  return { book, error, reset, isPending };
}
