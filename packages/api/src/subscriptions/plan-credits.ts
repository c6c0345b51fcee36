import { DAY_MS } from './calendar.ts';
import { type CreditPeriod, listCreditPeriods } from './credit-periods.ts';
import type { CreditPolicy, ItemState, PeriodFact, PlanGrant } from './facts.ts';

const MINUTE_MS = 60_000;

/** Everything that decides which credits a user's plans have given. */
export type PlanFacts = {
  items: ItemState[];
  periods: PeriodFact[];
  /** By plan key; a key without a policy is a plan that is not known yet. */
  policies: ReadonlyMap<string, CreditPolicy>;
  grants: PlanGrant[];
  /** Plans whose one-time credits were given. */
  oncePlanIds: ReadonlySet<string>;
};

export type PlanAction =
  | {
      do: 'grant';
      period: CreditPeriod;
      part: 'base' | 'carried' | 'restored';
      credits: number;
      expiresAt: Date;
      nth: number;
    }
  | { do: 'grantOnce'; period: CreditPeriod; planId: string; credits: number }
  | { do: 'moveExpiry'; grantId: string; expiresAt: Date }
  | { do: 'takeBack'; grantId: string; credits: number; totalCredits: number };

/** A credit period with what the ledger has for it, and what should be so. */
type Pot = {
  item: ItemState;
  period: CreditPeriod;
  policy: CreditPolicy | null;
  grants: PlanGrant[];
  /** When its credits end, past due or not. */
  endsAt: Date;
  /** Whether credits may be given for it, its time aside. */
  isPaid: boolean;
};

/**
 * What has to happen so that the ledger has what the plans have given by `at`; nothing, when it has. What is decided
 * hangs on the facts alone, not on the order or the number of the messages that told them. Carrying over counts what
 * has expired, so apply the actions and ask again until there are none.
 */
export function planCredits(facts: PlanFacts, at: Date): PlanAction[] {
  const pots = listPots(facts, at);
  const actions = pots.flatMap((pot) => correctPot(pot, at));
  if (actions.length > 0) return actions;
  const leftovers = new Map<Pot, number>();
  for (const pot of pots) {
    const carried = wantedCarry(pot, pots, leftovers);
    actions.push(...fillPot(pot, carried, at));
    leftovers.set(pot, leftoverOf(pot, carried));
  }
  actions.push(...giveOnce(pots, facts));
  return actions;
}

function listPots(facts: PlanFacts, at: Date): Pot[] {
  const pots = facts.items.flatMap((item) => {
    const itemFacts = facts.periods.filter(({ itemId }) => itemId === item.id);
    const periods = listCreditPeriods(itemFacts, at);
    const lastPaid = periods.findLast((period) => isPaid(item, period));
    return periods.map((period) => {
      const policy = facts.policies.get(period.planKey ?? '') ?? null;
      const isLast = period === lastPaid;
      return {
        item,
        period,
        policy,
        grants: facts.grants.filter((grant) => isFor(grant, period)),
        endsAt: (isLast && graceEndOf(item, policy)) || period.endsAt,
        isPaid: isPaid(item, period),
      };
    });
  });
  return pots.toSorted((a, b) => a.period.startsAt.getTime() - b.period.startsAt.getTime());
}

function isFor({ itemId, periodAt, part }: PlanGrant, { itemId: id, startsAt }: CreditPeriod): boolean {
  return itemId === id && periodAt.getTime() === startsAt.getTime() && part !== 'once';
}

function isPaid(item: ItemState, { startsAt }: CreditPeriod): boolean {
  if (item.endedAt && startsAt >= item.endedAt) return false;
  return item.status !== 'past_due' || item.pastDueSince === null || startsAt < item.pastDueSince;
}

/** Until when an item that is past due can still be used; null while it is not. */
export function graceEndOf(item: ItemState, policy: CreditPolicy | null): Date | null {
  if (item.status !== 'past_due' || !item.pastDueSince) return null;
  return new Date(item.pastDueSince.getTime() + (policy?.pastDueGraceDays ?? 0) * DAY_MS);
}

/** Moves ends to where they belong, and takes back what falls to the time after an early end. */
function correctPot({ item, period, grants, endsAt }: Pot, at: Date): PlanAction[] {
  return grants
    .filter((grant) => hasNotEnded(grant, at))
    .flatMap((grant): PlanAction[] => {
      // What was carried over was earned before, unless the period never began.
      const isUnearned = grant.part === 'base' || (item.endedAt !== null && item.endedAt <= period.startsAt);
      const unearned = isUnearned ? unearnedOf(item, period, grant.amountCredits) : 0;
      if (unearned > grant.takenCredits && grant.remainingCredits > 0) {
        const credits = unearned - grant.takenCredits;
        return [{ do: 'takeBack', grantId: grant.id, credits, totalCredits: unearned }];
      }
      if (grant.expiresAt?.getTime() === endsAt.getTime()) return [];
      return [{ do: 'moveExpiry', grantId: grant.id, expiresAt: endsAt > at ? endsAt : at }];
    });
}

function hasNotEnded({ isVoided, expiresAt }: PlanGrant, at: Date): boolean {
  // A grant lives for a millisecond at least, even if it is ended at the instant at which it was given.
  return !isVoided && (expiresAt === null || expiresAt.getTime() > at.getTime() + 1);
}

/** The part of the credits that falls to the time between an early end and the end of the period, rounded down. */
function unearnedOf({ endedAt }: ItemState, { startsAt, naturalEnd }: CreditPeriod, credits: number): number {
  if (!endedAt || endedAt >= naturalEnd) return 0;
  // Messages about one end differ by moments; to the minute they agree.
  const exactMs = naturalEnd.getTime() - Math.max(endedAt.getTime(), startsAt.getTime());
  const left = Math.round(exactMs / MINUTE_MS) * MINUTE_MS;
  return Math.floor((credits * left) / (naturalEnd.getTime() - startsAt.getTime()));
}

function fillPot(pot: Pot, carried: number, at: Date): PlanAction[] {
  const { period, policy, grants, endsAt } = pot;
  if (!policy || at >= endsAt) return [];
  const actions: PlanAction[] = [];
  const give = (part: 'base' | 'carried' | 'restored', credits: number) => {
    const nth = grants.filter((grant) => grant.part === part).length + 1;
    if (credits > 0) actions.push({ do: 'grant', period, part, credits, expiresAt: endsAt, nth });
  };
  give('restored', lapsedOf(grants));
  if (at >= period.endsAt) {
    // In the grace after a period that nobody heard of in time: all of it is left.
    if (grants.length === 0) give('base', leftoverOf(pot, carried));
    return actions;
  }
  if (!pot.isPaid) return actions;
  give('carried', carried - amountOf(grants, 'carried'));
  if (!hasBase(pot)) give('base', baseCredits(policy, period));
  return actions;
}

function hasBase({ grants }: Pot): boolean {
  return grants.some(({ part }) => part === 'base');
}

/**
 * One-time credits come with the first paid period of a plan, even if it is over when it becomes known. Who has had a
 * period of the plan without them has none to come.
 */
function giveOnce(pots: Pot[], { oncePlanIds }: PlanFacts): PlanAction[] {
  const paid = pots.filter(({ isPaid, period }) => isPaid && !period.isFreeTrial);
  const planIds = new Set(paid.flatMap(({ policy }) => policy?.planId ?? []));
  return [...planIds].flatMap((planId): PlanAction[] => {
    const ofPlan = paid.filter(({ policy }) => policy?.planId === planId);
    const [first] = ofPlan;
    const credits = first?.policy?.oneTimeCredits ?? 0;
    if (!first || credits === 0 || oncePlanIds.has(planId) || ofPlan.some(hasBase)) return [];
    return [{ do: 'grantOnce', period: first.period, planId, credits }];
  });
}

function baseCredits(policy: CreditPolicy, { isFreeTrial, share }: CreditPeriod): number {
  if (isFreeTrial) return policy.trialCredits;
  return Math.floor((policy.credits * share.part) / share.whole);
}

/** What rolls over into a period: what is left of those that end where it begins, up to the cap of its own plan. */
function wantedCarry({ period, policy }: Pot, pots: Pot[], leftovers: ReadonlyMap<Pot, number>): number {
  if (policy?.creditRenewal !== 'rollover') return 0;
  const left = pots
    .filter((other) => !other.period.isFreeTrial && sameTime(other.period.endsAt, period.startsAt))
    .reduce((sum, other) => sum + (leftovers.get(other) ?? 0), 0);
  return Math.min(left, policy.rolloverCapCredits ?? left);
}

function sameTime(a: Date, b: Date): boolean {
  return a.getTime() === b.getTime();
}

/** Unspent when the period ended. A period that nobody heard of in time was not spent at all. */
function leftoverOf({ item, grants, period, policy, isPaid }: Pot, carried: number): number {
  if (grants.length > 0) return Math.max(0, lapsedOf(grants));
  if (!policy || !isPaid) return 0;
  const base = baseCredits(policy, period);
  return base - unearnedOf(item, period, base) + carried;
}

function lapsedOf(grants: PlanGrant[]): number {
  const lapsed = grants.reduce((sum, { lapsedCredits }) => sum + lapsedCredits, 0);
  return lapsed - amountOf(grants, 'restored');
}

function amountOf(grants: PlanGrant[], wanted: string): number {
  return grants.reduce((sum, { part, amountCredits }) => (part === wanted ? sum + amountCredits : sum), 0);
}
