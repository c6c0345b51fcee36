import { DAY_MS } from './calendar.ts';
import type { CreditPeriod } from './credit-periods.ts';
import type { CreditPolicy, ItemState, PlanGrant } from './facts.ts';

const MINUTE_MS = 60_000;

/** A credit period with what the ledger has for it, and what should be so. */
export type Pot = {
  item: ItemState;
  period: CreditPeriod;
  policy: CreditPolicy | null;
  grants: PlanGrant[];
  /** When its credits end, past due or not. */
  endsAt: Date;
  /** Whether credits may be given for it, its time aside. */
  isPaid: boolean;
};

/** Until when an item that is past due can still be used; null while it is not. */
export function graceEndOf(item: ItemState, policy: CreditPolicy | null): Date | null {
  if (item.status !== 'past_due' || !item.pastDueSince) return null;
  return new Date(item.pastDueSince.getTime() + (policy?.pastDueGraceDays ?? 0) * DAY_MS);
}

/** The part of the credits that falls to the time between an early end and the end of the period, rounded down. */
export function unearnedOf(
  { endedAt }: ItemState,
  { startsAt, naturalEnd }: CreditPeriod,
  credits: number,
): number {
  if (!endedAt || endedAt >= naturalEnd) return 0;
  // Messages about one end differ by moments; to the minute they agree.
  const exactMs = naturalEnd.getTime() - Math.max(endedAt.getTime(), startsAt.getTime());
  const left = Math.round(exactMs / MINUTE_MS) * MINUTE_MS;
  return Math.floor((credits * left) / (naturalEnd.getTime() - startsAt.getTime()));
}

export function baseCredits(policy: CreditPolicy, { isFreeTrial, share }: CreditPeriod): number {
  if (isFreeTrial) return policy.trialCredits;
  return Math.floor((policy.credits * share.part) / share.whole);
}

/** Unspent when the period ended. A period that nobody heard of in time was not spent at all. */
export function leftoverOf({ item, grants, period, policy, isPaid }: Pot, carried: number): number {
  if (grants.length > 0) return Math.max(0, lapsedOf(grants));
  if (!policy || !isPaid) return 0;
  const base = baseCredits(policy, period);
  return base - unearnedOf(item, period, base) + carried;
}

export function lapsedOf(grants: PlanGrant[]): number {
  const lapsed = grants.reduce((sum, { lapsedCredits }) => sum + lapsedCredits, 0);
  return lapsed - amountOf(grants, 'restored');
}

export function amountOf(grants: PlanGrant[], wanted: string): number {
  return grants.reduce((sum, { part, amountCredits }) => (part === wanted ? sum + amountCredits : sum), 0);
}
