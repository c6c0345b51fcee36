import type { ServiceContext } from '../context.ts';
import { findLatestSubscriptionEvent, findPlanByClerkId, listActivePlans } from './repository.ts';
import type { Plan } from './schema.ts';

/** What is on offer, in the order of the price table. */
export function listPlans(ctx: ServiceContext): Promise<Plan[]> {
  return listActivePlans(ctx.db);
}

/** The plan that the newest subscription event says is active; null without one. */
export async function findCurrentPlan(ctx: ServiceContext, userId: string) {
  const event = await findLatestSubscriptionEvent(ctx.db, userId);
  if (event?.status !== 'active' || !event.planKey) return null;
  return findPlanByClerkId(ctx.db, event.planKey);
}
