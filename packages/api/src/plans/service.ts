import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { toPlan } from './plan-row.ts';
import { findLatestSubscriptionEvent, findPlanByKey, listActivePlans, listAllPlans } from './repository.ts';
import type { PlanListItem, PublicPlan } from './schema.ts';
import { countSubscribers } from './subscribers.ts';

/** What is on offer, in the order of the price table. For everybody. */
export async function listPublicPlans(ctx: ServiceContext): Promise<PublicPlan[]> {
  return (await listActivePlans(ctx.db)).map(toPlan);
}

/** All plans in their order, archived ones too, with how many users are on each. @throws FORBIDDEN to non-admins. */
export async function listPlans(ctx: ServiceContext): Promise<PlanListItem[]> {
  requireAdmin(ctx);
  const plans = (await listAllPlans(ctx.db)).map(toPlan);
  const subscribers = await countSubscribers(ctx, plans);
  return plans.map((plan) => ({ ...plan, subscribers: subscribers.get(plan.id) ?? 0 }));
}

/** The plan that the newest subscription event says is active; null without one. */
export async function findCurrentPlan(ctx: ServiceContext, userId: string) {
  const event = await findLatestSubscriptionEvent(ctx.db, userId);
  if (event?.status !== 'active' || !event.planKey) return null;
  return findPlanByKey(ctx.db, event.planKey);
}
