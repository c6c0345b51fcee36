import { requireAccount } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { listCreditPeriods } from './credit-periods.ts';
import type { PeriodFact } from './facts.ts';
import { loadPolicies } from './policies.ts';
import { listItems, listPeriods } from './repository.ts';

export type ComingRenewal = { at: Date; credits: number; everyMonths: number };

/** When a user's plan next gives credits, if it goes on as it is; null where it does not renew. @throws NOT_FOUND. */
export async function getComingRenewal(ctx: ServiceContext, userId: string): Promise<ComingRenewal | null> {
  requireAccount(ctx, userId);
  const now = ctx.now();
  const items = await listItems(ctx.db, userId);
  const item = items.find(({ status, canceledAt }) => status === 'active' && canceledAt === null);
  if (!item) return null;
  const policies = await loadPolicies(ctx, [item.planKey]);
  const policy = policies.get(item.planKey ?? '');
  // The CHECK of the table leaves no other texts in the column.
  const periods = (await listPeriods(ctx.db, userId)) as (PeriodFact & { itemId: string })[];
  const own = periods.filter(({ itemId }) => itemId === item.id);
  const current = listCreditPeriods(own, now).at(-1);
  if (!policy || policy.credits === 0 || !current || current.endsAt <= now) return null;
  const isYearly = item.period === 'annual' && !policy.monthlyCreditsOnYearly;
  return { at: current.endsAt, credits: policy.credits, everyMonths: isYearly ? 12 : 1 };
}
