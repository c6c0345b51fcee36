import { recordAudit } from '../audit/service.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { changePlans, getPlan, requireFreeClerkId, requireNoSubscribers } from './change-plans.ts';
import { diffPlan } from './plan-fields.ts';
import { toPlan } from './plan-row.ts';
import { updatePlanRow } from './repository.ts';
import { type Plan, UpdatePlanInput } from './schema.ts';

type ChangedContent = Parameters<typeof diffPlan>[1];

/**
 * Replaces everything of a plan that people enter. Audited with what changed; what changes nothing leaves no trace.
 * Subscribers keep the credits they were granted: a new policy holds from their next period on.
 *
 * @throws OUT_OF_DATE when the plan is not the version that the change is based on, ALREADY_EXISTS for a Clerk id that
 * another plan has, IN_USE for another Clerk id or billing source while users are subscribed, NOT_FOUND, INVALID_INPUT,
 * FORBIDDEN to non-admins.
 */
export async function updatePlan(ctx: ServiceContext, input: UpdatePlanInput): Promise<Plan> {
  const { planId, version, reason, ...next } = parseInput(UpdatePlanInput, input);
  return changePlans(ctx, async (tx) => {
    const plan = await getPlan(tx, planId);
    if (plan.version !== version) {
      const message = `“${plan.name}” was changed meanwhile. Look at it again before you change it.`;
      throw new DomainError('OUT_OF_DATE', message, { current: String(plan.version) });
    }
    if (next.clerkId !== plan.clerkId) await requireFreeClerkId(tx, next.clerkId);
    const isOtherKey = plan.clerkId !== null && next.clerkId !== plan.clerkId;
    if (isOtherKey || next.billingSource !== plan.billingSource) {
      await requireNoSubscribers(tx, plan, 'change its Clerk plan id or its billing source');
    }
    return applyChange(tx, { plan, next, action: 'plans.update', reason });
  });
}

type PlanChange = { plan: Plan; next: ChangedContent; action: string; reason?: string | undefined };

/** Inside `changePlans`: writes what differs, if anything does, with its audit. */
export async function applyChange(
  ctx: ServiceContext,
  { plan, next, action, reason }: PlanChange,
): Promise<Plan> {
  const change = diffPlan(plan, next);
  if (!change) return plan;
  const row = await updatePlanRow(ctx.db, plan.id, { ...change.after, updatedAt: ctx.now() });
  await recordAudit(ctx, {
    action,
    targetType: 'plan',
    targetId: plan.id,
    ...(reason ? { reason } : {}),
    ...change,
  });
  return toPlan(row);
}
