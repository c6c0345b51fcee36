import { recordAudit } from '../audit/service.ts';
import type { ServiceContext } from '../context.ts';
import { parseInput } from '../validation.ts';
import { changePlans, requireFreeClerkId } from './change-plans.ts';
import { contentOf } from './plan-fields.ts';
import { toPlan } from './plan-row.ts';
import { findLastSortOrder, insertPlan } from './repository.ts';
import { CreatePlanInput, type Plan } from './schema.ts';

/**
 * Adds a plan behind the others. Audited.
 *
 * @throws ALREADY_EXISTS for a Clerk id that another plan has, INVALID_INPUT, FORBIDDEN to non-admins.
 */
export async function createPlan(ctx: ServiceContext, input: CreatePlanInput): Promise<Plan> {
  const data = parseInput(CreatePlanInput, input);
  return changePlans(ctx, async (tx) => {
    await requireFreeClerkId(tx, data.clerkId);
    return addPlan(tx, { ...data, clerkName: null }, 'plans.create');
  });
}

type NewPlan = ReturnType<typeof CreatePlanInput.parse> & { clerkName: string | null };

/** Inside `changePlans`, where the last place stays the last one. */
export async function addPlan(ctx: ServiceContext, data: NewPlan, action: string): Promise<Plan> {
  const at = ctx.now();
  const sortOrder = (await findLastSortOrder(ctx.db)) + 1;
  const plan = toPlan(await insertPlan(ctx.db, { ...data, sortOrder, createdAt: at, updatedAt: at }));
  await recordAudit(ctx, { action, targetType: 'plan', targetId: plan.id, after: contentOf(plan) });
  return plan;
}
