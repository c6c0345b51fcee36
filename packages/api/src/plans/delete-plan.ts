import { recordAudit } from '../audit/service.ts';
import type { ServiceContext } from '../context.ts';
import { parseInput } from '../validation.ts';
import { changePlans, getPlan, requireNoSubscribers } from './change-plans.ts';
import { contentOf } from './plan-fields.ts';
import { deletePlanRow } from './repository.ts';
import { PlanWithReason } from './schema.ts';

/**
 * Removes a plan for good; the audit keeps it as it was, and past subscription events keep its key.
 *
 * @throws IN_USE, telling how many users are subscribed; archive the plan instead. NOT_FOUND, INVALID_INPUT, FORBIDDEN
 * to non-admins.
 */
export async function deletePlan(ctx: ServiceContext, input: PlanWithReason): Promise<void> {
  const { planId, reason } = parseInput(PlanWithReason, input);
  await changePlans(ctx, async (tx) => {
    const plan = await getPlan(tx, planId);
    await requireNoSubscribers(tx, plan, 'be deleted: archive it instead');
    await deletePlanRow(tx.db, planId);
    const before = contentOf(plan);
    await recordAudit(tx, {
      action: 'plans.delete',
      targetType: 'plan',
      targetId: planId,
      reason,
      before,
    });
  });
}
