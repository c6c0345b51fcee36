import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { toPlan } from './plan-row.ts';
import {
  findCurrentPlanKey,
  findPlanByKey,
  holdPlanKey,
  listActivePlans,
  listAllPlans,
  listPlansByKeys,
} from './repository.ts';
import type { Plan, PlanListItem, PublicPlan } from './schema.ts';
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

/** The plans behind the keys that subscriptions carry; archived ones too. */
export async function listPlansByKey(ctx: Pick<ServiceContext, 'db'>, keys: string[]): Promise<Plan[]> {
  return keys.length === 0 ? [] : (await listPlansByKeys(ctx.db, keys)).map(toPlan);
}

/** Until the transaction ends nobody deletes the plan with this key, so that somebody can be subscribed to it. */
export async function holdPlan(ctx: ServiceContext, planKey: string): Promise<void> {
  await holdPlanKey(ctx.db, planKey);
}

/** The plan that a user has now, past due and canceled ones that still run included; null without one. */
export async function findCurrentPlan(ctx: ServiceContext, userId: string) {
  const planKey = await findCurrentPlanKey(ctx.db, userId);
  return planKey === null ? null : findPlanByKey(ctx.db, planKey);
}
