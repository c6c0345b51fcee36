import { missedCarry, wantedCarry } from './carry-over.ts';
import { type CreditPeriod, listCreditPeriods } from './credit-periods.ts';
import {
  amountOf,
  baseCredits,
  graceEndOf,
  lapsedOf,
  leftoverOf,
  type Pot,
  unearnedOf,
} from './credit-pot.ts';
import type { CreditPolicy, ItemState, PeriodFact, PlanGrant } from './facts.ts';

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
  const unheard = new Map<Pot, number>();
  for (const pot of pots) {
    const carried = wantedCarry(pot, pots, leftovers);
    const missed = missedCarry(pot, carried, wantedCarry(pot, pots, unheard));
    actions.push(...fillPot(pot, { carried, missed }, at));
    const left = leftoverOf(pot, carried) + missed;
    leftovers.set(pot, left);
    unheard.set(pot, pot.grants.length === 0 ? left : missed);
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

function fillPot(pot: Pot, { carried, missed }: { carried: number; missed: number }, at: Date): PlanAction[] {
  const { period, policy, grants, endsAt } = pot;
  if (!policy || at >= endsAt) return [];
  const actions: PlanAction[] = [];
  const give = (part: 'base' | 'carried' | 'restored', credits: number) => {
    const nth = grants.filter((grant) => grant.part === part).length + 1;
    if (credits > 0) actions.push({ do: 'grant', period, part, credits, expiresAt: endsAt, nth });
  };
  give('restored', lapsedOf(grants));
  if (at >= period.endsAt) {
    // In the grace what nobody heard of in time is left, all of it.
    give('carried', grants.length === 0 ? carried : missed);
    if (grants.length === 0) give('base', baseCredits(policy, period));
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
