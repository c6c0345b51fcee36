import type { ServiceContext } from '../context.ts';
import { listPlansByKey } from '../plans/service.ts';
import type { CreditPolicy } from './facts.ts';

/** What the plans behind these keys give, as they are now. Keys of plans that are not known are left out. */
export async function loadPolicies(
  ctx: ServiceContext,
  planKeys: readonly (string | null)[],
): Promise<Map<string, CreditPolicy & { monthlyCreditsOnYearly: boolean; name: string }>> {
  const keys = [...new Set(planKeys.filter((key) => key !== null))];
  const plans = await listPlansByKey(ctx, keys);
  return new Map(
    keys.flatMap((key) => {
      const plan = plans.find(({ id, clerkId }) => clerkId === key || id === key);
      return plan ? [[key, { ...plan, planId: plan.id }] as const] : [];
    }),
  );
}
