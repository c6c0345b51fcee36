import { recordAudit } from '../audit/service.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError, invalidInput } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { changePlans } from './change-plans.ts';
import { listAllPlans, updateSortOrders } from './repository.ts';
import { ReorderPlansInput } from './schema.ts';

/**
 * Puts all plans, archived ones too, into a new order. Audited once, with the names in both orders.
 *
 * @throws INVALID_INPUT unless `planIds` are `expectedPlanIds` in some order, each once; OUT_OF_DATE when the plans are
 * not those, or not in that order, any more; FORBIDDEN to non-admins.
 */
export async function reorderPlans(ctx: ServiceContext, input: ReorderPlansInput): Promise<void> {
  const { planIds, expectedPlanIds } = parseInput(ReorderPlansInput, input);
  if (!isPermutation(planIds, expectedPlanIds)) {
    throw invalidInput('planIds', 'The new order must name every plan once.');
  }
  await changePlans(ctx, async (tx) => {
    const plans = await listAllPlans(tx.db);
    const current = plans.map(({ id }) => id);
    if (!isEqual(current, expectedPlanIds)) {
      const message = 'The list of plans has changed meanwhile. Look at it again before you reorder it.';
      throw new DomainError('OUT_OF_DATE', message, { current: current.join(',') });
    }
    if (isEqual(current, planIds)) return;
    await updateSortOrders(tx.db, planIds, tx.now());
    const nameOf = new Map(plans.map(({ id, name }) => [id, name]));
    const order = (ids: string[]) => ({ order: ids.map((id) => nameOf.get(id) ?? id) });
    await recordAudit(tx, {
      action: 'plans.reorder',
      targetType: 'plan',
      targetId: 'all',
      before: order(current),
      after: order(planIds),
    });
  });
}

function isEqual(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

function isPermutation(a: string[], b: string[]): boolean {
  return new Set(a).size === a.length && isEqual(a.toSorted(), b.toSorted());
}
