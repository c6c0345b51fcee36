import type { ServiceContext } from '../context.ts';
import { countCurrentPlanKeys } from './repository.ts';

type KeyedPlan = { id: string; clerkId: string | null };

/** Everything else still ties a user to the plan: a failed payment can be made good, a canceled plan runs to its end. */
const endedStatuses = ['ended', 'expired', 'abandoned', 'incomplete'];

/**
 * How many users are on each of these plans, by plan id. The one place that says who counts as subscribed: whether a
 * plan may be deleted or change its Clerk id hangs on it. It goes by the subscriptions as they are now.
 */
export async function countSubscribers(
  ctx: ServiceContext,
  plans: readonly KeyedPlan[],
): Promise<Map<string, number>> {
  const byKey = await countCurrentPlanKeys(ctx.db, endedStatuses);
  return new Map(
    plans.map(({ id, clerkId }) => [id, (byKey.get(id) ?? 0) + (clerkId ? (byKey.get(clerkId) ?? 0) : 0)]),
  );
}
