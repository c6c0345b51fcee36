import type { ServiceContext } from '../context.ts';
import { parseInput } from '../validation.ts';
import { changePlans, getPlan } from './change-plans.ts';
import { type Plan, PlanWithReason } from './schema.ts';
import { applyChange } from './update-plan.ts';

/**
 * Takes a plan off the price table. Whoever is subscribed keeps it, renewals included. Audited; archiving what is
 * archived changes nothing.
 *
 * @throws NOT_FOUND, INVALID_INPUT, FORBIDDEN to non-admins.
 */
export function archivePlan(ctx: ServiceContext, input: PlanWithReason): Promise<Plan> {
  return setOffered(ctx, input, false);
}

/** Offers an archived plan again, in its old place. As `archivePlan` in everything else. */
export function unarchivePlan(ctx: ServiceContext, input: PlanWithReason): Promise<Plan> {
  return setOffered(ctx, input, true);
}

async function setOffered(ctx: ServiceContext, input: PlanWithReason, active: boolean): Promise<Plan> {
  const { planId, reason } = parseInput(PlanWithReason, input);
  return changePlans(ctx, async (tx) => {
    const plan = await getPlan(tx, planId);
    const action = active ? 'plans.unarchive' : 'plans.archive';
    return applyChange(tx, { plan, next: { active }, action, reason });
  });
}
