import { useThrottledCallback } from '@mantine/hooks';
import { useIsMutating, useQueryClient } from '@tanstack/react-query';
import { getMutationKey, getQueryKey } from '@trpc/react-query';
import { useEffect, useState } from 'react';
import { trpc } from '../../trpc/trpc.ts';

const ASK_EVERY_MS = 700;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/**
 * Keeps the cached balance equal to the server's, whoever changes it, and asks anew for what an entry changes. Use it
 * once, in the frame. The server ends a stream now and then; the stream starts again by itself.
 */
export function useLiveBalance(): { isConnected: boolean } {
  const utils = trpc.useUtils();
  const queryClient = useQueryClient();
  const { isSuccess } = trpc.credits.me.useQuery();
  // The server breaks off what was read for a view once the view is over.
  const isLeavingView = useIsMutating({ mutationKey: getMutationKey(trpc.users.stopViewing) }) > 0;
  const [failures, setFailures] = useState(0);

  // A busy account would break every answer off before it is here.
  const askAnew = useThrottledCallback(() => {
    void utils.usage.invalidate();
    void utils.subscriptions.current.invalidate();
    void utils.credits.countHistory.invalidate();
    void queryClient.invalidateQueries({ queryKey: getQueryKey(trpc.credits.history, undefined, 'query') });
  }, ASK_EVERY_MS);

  const { status, reset } = trpc.credits.live.useSubscription(undefined, {
    enabled: isSuccess && !isLeavingView,
    onData: ({ creditsRemaining, creditsHeld, lastSeq }) => {
      setFailures(0);
      const before = utils.credits.me.getData();
      if (!before) return;
      const hasEntry = before.lastSeq !== lastSeq;
      if (!hasEntry && before.creditsRemaining === creditsRemaining && before.creditsHeld === creditsHeld)
        return;
      utils.credits.me.setData(undefined, { ...before, creditsRemaining, creditsHeld, lastSeq });
      // An answer that was under way may be older than this event: asking again replaces it.
      void utils.credits.me.invalidate();
      if (!hasEntry) return;
      askAnew();
    },
  });

  const isEnded = isSuccess && !isLeavingView && (status === 'error' || status === 'idle');
  useEffect(() => {
    if (!isEnded) return;
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
    const timer = setTimeout(() => {
      setFailures((count) => count + 1);
      // A stream also ends when the account is deactivated; this call tells.
      void utils.users.me.invalidate();
      reset();
    }, waitMs);
    return () => clearTimeout(timer);
  }, [isEnded, failures, reset, utils]);

  return { isConnected: status === 'pending' };
}
