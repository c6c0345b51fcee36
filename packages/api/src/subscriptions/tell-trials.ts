import type { ServiceContext } from '../context.ts';
import { type ToldSnapshot, toSnapshot } from './clerk-item.ts';
import type { ItemSnapshot } from './facts.ts';
import { listPeriods } from './repository.ts';

/**
 * Finds out which periods are free trials, where the message does not say: by what is known already, else by asking
 * Clerk. Where Clerk has moved on to another period, a period with a price of which nothing was ever paid is a trial.
 * Must not run inside a transaction: it may ask Clerk.
 */
export async function tellTrials(
  ctx: ServiceContext,
  user: { userId: string; clerkUserId: string },
  told: ToldSnapshot[],
): Promise<ItemSnapshot[]> {
  const isUnclear = told.some(({ isFreeTrial }) => isFreeTrial === null);
  const known = isUnclear ? await listPeriods(ctx.db, user.userId) : [];
  const flagOf = (snapshot: ToldSnapshot, facts: readonly PeriodFlag[]): boolean | null =>
    facts.find((fact) => isSame(fact, snapshot))?.isFreeTrial ?? null;
  const open = told.filter((snapshot) => snapshot.isFreeTrial === null && flagOf(snapshot, known) === null);
  const asked = open.length > 0 ? await askClerk(ctx, user.clerkUserId) : [];
  return told.map(({ hasPaidNothing, ...snapshot }) => ({
    ...snapshot,
    isFreeTrial:
      snapshot.isFreeTrial ??
      flagOf({ ...snapshot, hasPaidNothing }, known) ??
      flagOf({ ...snapshot, hasPaidNothing }, asked) ??
      hasPaidNothing,
  }));
}

type PeriodFlag = { itemId: string; startsAt: Date; isFreeTrial: boolean | null };

function isSame({ itemId, startsAt }: PeriodFlag, snapshot: ToldSnapshot): boolean {
  return itemId === snapshot.itemId && startsAt.getTime() === snapshot.periodStart.getTime();
}

async function askClerk(ctx: ServiceContext, clerkUserId: string): Promise<PeriodFlag[]> {
  const subscription = await ctx.clerkBilling?.getSubscription(clerkUserId);
  const { id = null, items = [] } = subscription ?? {};
  return items
    .map((item) => toSnapshot(item, { subscriptionId: id, stateAt: item.updated_at ?? item.period_start }))
    .map(({ itemId, periodStart, isFreeTrial }) => ({ itemId, startsAt: periodStart, isFreeTrial }));
}
