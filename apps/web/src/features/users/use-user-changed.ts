import { useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { useCallback } from 'react';
import { trpc } from '../../trpc/trpc.ts';

/** Asks anew for everything that an admin's screens show of one user. */
export function useUserChanged(userId: string): () => void {
  const queryClient = useQueryClient();
  const utils = trpc.useUtils();
  return useCallback(() => {
    void utils.users.get.invalidate({ userId });
    void utils.users.list.invalidate();
    void utils.users.usage.invalidate();
    void queryClient.invalidateQueries({ queryKey: getQueryKey(trpc.users.history) });
  }, [utils, queryClient, userId]);
}
