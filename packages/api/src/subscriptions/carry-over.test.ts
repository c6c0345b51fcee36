import { expect, test } from 'vitest';
import type { CreditPolicy, ItemState, PeriodFact, PlanGrant } from './facts.ts';
import { type PlanAction, planCredits } from './plan-credits.ts';

// Two items of one user, the one ending at the very instant at which the other begins.

const day = (date: string) => new Date(`${date}T12:00:00.000Z`);
const policy: CreditPolicy = {
  planId: 'pro',
  credits: 1000,
  creditRenewal: 'rollover',
  rolloverCapCredits: null,
  trialCredits: 0,
  oneTimeCredits: 0,
  pastDueGraceDays: 7,
};

function item(id: string, state: Partial<ItemState> = {}): ItemState {
  return {
    id,
    provider: 'clerk',
    planKey: 'pro',
    status: 'active',
    periodStart: day('2026-02-28'),
    periodEnd: day('2026-03-28'),
    pastDueSince: null,
    endedAt: null,
    ...state,
  };
}

function month(itemId: string, startsAt: string, endsAt: string): PeriodFact {
  const dates = { startsAt: day(startsAt), endsAt: day(endsAt) };
  return { itemId, ...dates, planKey: 'pro', isFreeTrial: false, period: 'month', monthlyCredits: true };
}

/** Of January's 1,000 credits, 600 were left when the month ended. */
const lapsed: PlanGrant = {
  id: 'grant',
  itemId: 'old',
  periodAt: day('2026-01-28'),
  part: 'base',
  amountCredits: 1000,
  remainingCredits: 0,
  expiresAt: day('2026-02-28'),
  isVoided: false,
  lapsedCredits: 600,
  takenCredits: 0,
};

function plan(old: ItemState, others: string[], { isRenewed = false, at = '2026-03-02' } = {}): string[] {
  const periods = [month('old', '2026-01-28', '2026-02-28')];
  if (isRenewed) periods.push(month('old', '2026-02-28', '2026-03-28'));
  const facts = {
    items: [...others.map((id) => item(id)), old],
    periods: [...others.map((id) => month(id, '2026-02-28', '2026-03-28')), ...periods],
    policies: new Map([['pro', policy]]),
    grants: [lapsed],
    oncePlanIds: new Set<string>(),
  };
  return planCredits(facts, day(at)).map(describe).toSorted();
}

function describe(action: PlanAction): string {
  if (action.do !== 'grant') return action.do;
  return `${action.period.itemId} ${action.part} ${action.credits}`;
}

const over = { status: 'ended', endedAt: day('2026-02-28') } as const;
const owing = { pastDueSince: day('2026-02-28') };

test('in its grace an item keeps what is left, and another that begins then gets none of it', () => {
  const old = item('old', { status: 'past_due', ...owing });
  expect(plan(old, ['new'])).toEqual(['new base 1000', 'old restored 600']);
  expect(plan(old, ['new'], { at: '2026-03-20' })).toEqual(['new base 1000']);
});

test('an item that renews keeps what is left, and another that begins then gets none of it', () => {
  const expected = ['new base 1000', 'old base 1000', 'old carried 600'];
  expect(plan(item('old'), ['new'], { isRenewed: true })).toEqual(expected);
});

test('before an item is known to have ended, another that begins then gets nothing of it', () => {
  expect(plan(item('old'), ['new'])).toEqual(['new base 1000']);
});

test('what is left of an item that has ended goes to the one that begins then, and to one only', () => {
  expect(plan(item('old', over), ['new'])).toEqual(['new base 1000', 'new carried 600']);
  const expected = ['a base 1000', 'a carried 600', 'b base 1000'];
  expect(plan(item('old', over), ['a', 'b'])).toEqual(expected);
  expect(plan(item('old', over), ['b', 'a'])).toEqual(expected);
});

test('an item that ends without having been paid for leaves nothing to another', () => {
  const old = item('old', { ...over, ...owing, endedAt: day('2026-03-05') });
  expect(plan(old, ['new'], { at: '2026-03-06' })).toEqual(['new base 1000']);
});
