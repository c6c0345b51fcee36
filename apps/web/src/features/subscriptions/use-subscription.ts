import { useCallback } from 'react';
import { trpc } from '../../trpc/trpc.ts';

const REFRESH_MS = 5_000;

/** What the signed-in user is subscribed to, asked anew now and then: payments are told of from outside. */
export function useSubscription() {
  return trpc.subscriptions.current.useQuery(undefined, { refetchInterval: REFRESH_MS });
}

/** Asks anew for what screens show of the user's own plan. */
export function useSubscriptionChanged(): () => void {
  const utils = trpc.useUtils();
  return useCallback(() => {
    void utils.subscriptions.current.invalidate();
    void utils.credits.me.invalidate();
  }, [utils]);
}
