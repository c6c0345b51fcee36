import { useCallback } from 'react';
import { trpc } from '../../trpc/trpc.ts';

/** Asks anew for what an admin's screens show of one user; the entries follow from the account. */
export function useUserChanged(userId: string): () => void {
  const utils = trpc.useUtils();
  return useCallback(() => {
    void utils.users.get.invalidate({ userId });
    void utils.users.list.invalidate();
    void utils.accounts.grants.invalidate({ userId });
    void utils.accounts.holds.invalidate();
    void utils.accounts.limits.invalidate({ userId });
    void utils.users.explainBalance.invalidate({ userId });
    void utils.audit.invalidate();
    void utils.usage.reportOf.invalidate({ userId });
    void utils.usage.forecastOf.invalidate({ userId });
  }, [utils, userId]);
}
