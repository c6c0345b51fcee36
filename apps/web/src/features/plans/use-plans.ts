import type { RouterOutputs } from '@scrip/api';
import { useCallback } from 'react';
import { trpc } from '../../trpc/trpc.ts';

export type AdminPlan = RouterOutputs['plans']['listAll'][number];

/** Asks anew for what screens show of plans. */
export function usePlansChanged(): () => void {
  const utils = trpc.useUtils();
  return useCallback(() => {
    void utils.plans.invalidate();
    void utils.credits.me.invalidate();
  }, [utils]);
}

/** For admins, the names of all plans by key: plans are known by their Clerk id, or by their own where Clerk does not bill them. */
export function usePlanNames(): Map<string, string> {
  const plans = trpc.plans.listAll.useQuery().data ?? [];
  return new Map(
    plans.flatMap(({ id, clerkId, name }) => [[id, name] as const, [clerkId ?? id, name] as const]),
  );
}
