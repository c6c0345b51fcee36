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
