import { withTransaction } from '@scrip/database';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError, notFound } from '../errors.ts';
import { toPlan } from './plan-row.ts';
import { findPlan, findPlanIdByClerkId, lockPlanKey, lockPlans } from './repository.ts';
import type { Plan } from './schema.ts';
import { countSubscribers } from './subscribers.ts';

/**
 * Runs one change of plans in a transaction, after every other change: what `change` reads stays true until it commits.
 *
 * @throws FORBIDDEN to non-admins.
 */
export async function changePlans<T>(
  ctx: ServiceContext,
  change: (ctx: ServiceContext) => Promise<T>,
): Promise<T> {
  requireAdmin(ctx);
  return withTransaction(ctx.db, async (tx) => {
    await lockPlans(tx);
    return change({ ...ctx, db: tx });
  });
}

/** @throws NOT_FOUND */
export async function getPlan(ctx: ServiceContext, planId: string): Promise<Plan> {
  const row = await findPlan(ctx.db, planId);
  if (!row) throw notFound('plan');
  return toPlan(row);
}

/** @throws ALREADY_EXISTS when another plan has this Clerk id. */
export async function requireFreeClerkId(ctx: ServiceContext, clerkId: string | null): Promise<void> {
  const owner = clerkId === null ? null : await findPlanIdByClerkId(ctx.db, clerkId);
  if (!owner) return;
  const { name } = await getPlan(ctx, owner.id);
  const message = `The plan “${name}” has the Clerk plan id ${clerkId} already.`;
  throw new DomainError('ALREADY_EXISTS', message, { field: 'clerkId', id: owner.id });
}

/**
 * Nobody is on the plan, and nobody gets on it until the transaction ends: who subscribes meanwhile waits.
 *
 * @throws IN_USE, telling how many users are on the plan. `cannot` is what is refused: "be deleted".
 */
export async function requireNoSubscribers(ctx: ServiceContext, plan: Plan, cannot: string): Promise<void> {
  await lockPlanKey(ctx.db, plan.id);
  const count = (await countSubscribers(ctx, [plan])).get(plan.id) ?? 0;
  if (count === 0) return;
  const who = count === 1 ? '1 user is' : `${count} users are`;
  const message = `${who} subscribed to “${plan.name}”, so it cannot ${cannot}.`;
  throw new DomainError('IN_USE', message, { count });
}
