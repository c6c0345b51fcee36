import { describe, expect, test } from 'vitest';
import { adjust } from './adjust-balance.ts';
import { capture, refuseExtra } from './capture-hold.ts';
import { giveCredits } from './grant-credits.ts';
import { openHold } from './hold-credits.ts';
import { giveBack, type RefundedSpend, takeBack } from './refund-spend.ts';
import {
  accountOf,
  capOf,
  draftAt,
  grantOf,
  holdOf,
  minutes,
  scheduled,
  start,
  uncoveredOf,
} from './test-support/account-state.ts';
import { emptyGrant } from './void-grant.ts';

const live = (credits: number) => grantOf('live', credits);
const price = { costCredits: 3, operationType: 'CUSTOM', priceVersionId: 'price' } as const;
const hold = () => holdOf('hold', [{ grantId: 'live', credits: 5 }]);
const nextDay = minutes(24 * 60);

const spend: RefundedSpend = {
  id: 'spend',
  userId: 'user',
  seq: 9,
  creditsUsed: 6,
  balanceAfter: 4,
  operationType: 'CUSTOM',
  featureKey: 'chat',
  refundedCredits: 0,
  refunds: 0,
  apiKeyId: null,
  countsSince: start,
};

test('a deactivated account whose caps are used up can still be charged what it holds', () => {
  const used = capOf({ usedCredits: 11 });
  const account = accountOf({ grants: [live(4)] }, { isActive: false, spendCaps: [used] });
  expect(() => refuseExtra(account, hold(), 0, start)).not.toThrow();
});

test('a hold counts towards the caps when it is made', () => {
  const account = accountOf({ grants: [live(4)] }, { spendCaps: [capOf()] });
  const opened = openHold(account, draftAt(start), { featureKey: 'chat', ttlSeconds: 60 }, price);
  expect(opened).toMatchObject({
    id: 'draft',
    amountCredits: 3,
    expiresAt: minutes(1),
    quantity: null,
    model: null,
  });
  expect(account.state.spendCaps).toEqual([capOf({ usedCredits: 7 })]);
});

describe('a capture on the day after its hold counts', () => {
  const used = (creditsUsed: number) => ({ ...draftAt(nextDay), creditsUsed, quantity: null, model: null });
  const month = capOf({ period: 'MONTH', periodStart: '2026-11-01T00:00:00.000Z', usedCredits: 9 });
  const captured = (creditsUsed: number, spendCaps = [capOf({ usedCredits: 9 }), month]) => {
    const held = hold();
    const account = accountOf({ grants: [live(4)], holds: [held] }, { spendCaps });
    const entry = capture(account, held, used(creditsUsed));
    return { account, entry, caps: account.state.spendCaps.map(({ usedCredits }) => usedCredits) };
  };

  test('what it leaves of the hold back to the day of the hold', () => {
    const { account, caps, entry } = captured(3);
    expect(caps).toEqual([7, 7]);
    expect(entry).toMatchObject({ kind: 'SPEND', creditsUsed: 3, holdId: 'hold', featureKey: 'chat' });
    expect(account.state).toMatchObject({ creditsRemaining: 6, creditsHeld: 0 });
  });

  test('nothing anew when it charges all of the hold', () => {
    expect(captured(5).caps).toEqual([9, 9]);
  });

  test('what goes beyond the hold in its own day', () => {
    const { account, caps } = captured(7);
    expect(caps).toEqual([2, 11]);
    expect(account.grant('live').remainingCredits).toBe(2);
  });
});

test('credits that an admin adds are a grant of an admin', () => {
  const account = accountOf();
  const entry = adjust(account, draftAt(start), 4);
  expect(entry).toMatchObject({ kind: 'ADJUSTMENT', operationType: 'ADMIN_ADJUSTMENT', creditsUsed: -4 });
  expect(account.liveGrants).toMatchObject([
    { source: 'ADMIN', priority: 100, amountCredits: 4, remainingCredits: 4, entryId: entry.id },
  ]);
});

test('a grant of a plan keeps which part of it gave it, and starts now if its start is past', () => {
  const plan = { itemId: 'item', periodAt: start, part: 'base' } as const;
  const given = { source: 'PLAN', priority: 50, amountCredits: 4 } as const;
  const account = accountOf();
  const tied = giveCredits(account, draftAt(minutes(5)), { ...given, plan, startsAt: start });
  expect(tied.grant).toMatchObject({
    planItemId: 'item',
    planPeriodAt: start,
    planPart: 'base',
    startsAt: minutes(5),
    state: 'ACTIVE',
  });
  const later = giveCredits(account, draftAt(minutes(5)), { ...given, startsAt: minutes(6) });
  expect(later).toMatchObject({
    entry: null,
    grant: { state: 'SCHEDULED', planItemId: null, planPart: null },
  });
  expect(later.grant.planPeriodAt).toBeNull();
});

test('voiding takes what is left as an adjustment, and writes no entry where nothing is', () => {
  const account = accountOf({ grants: [live(4), scheduled('later', 6)] });
  const { entry, grant } = emptyGrant(account, account.grant('live'), draftAt(start));
  expect(entry).toMatchObject({
    kind: 'ADJUSTMENT',
    operationType: 'ADMIN_ADJUSTMENT',
    creditsUsed: 4,
    grantId: 'live',
  });
  expect(grant).toMatchObject({ state: 'VOIDED', remainingCredits: 0 });
  expect(emptyGrant(account, account.grant('later'), draftAt(start))).toMatchObject({
    entry: null,
    grant: { state: 'VOIDED' },
  });
});

describe('a refund', () => {
  const refund = (shares: { grantId: string | null; credits: number }[], amountCredits: number) => ({
    spend,
    shares,
    amountCredits,
    graceSeconds: 60,
  });

  test('is numbered among those of its spend, and gives back to the caps of the day of the spend', () => {
    const account = accountOf({ grants: [live(4)] }, { spendCaps: [capOf()] });
    const again = { ...refund([{ grantId: 'live', credits: 2 }], 2), spend: { ...spend, refunds: 1 } };
    const entry = giveBack(account, draftAt(start), again);
    expect(entry).toMatchObject({ kind: 'REFUND', refundSeq: 2, refundOfId: 'spend', creditsUsed: -2 });
    expect(account.state.spendCaps).toEqual([capOf({ usedCredits: 2 })]);
    expect(account.liveGrants).toMatchObject([{ id: 'live', remainingCredits: 6 }]);
  });

  test('of a grant that has ended is a grant like it, for the time of grace', () => {
    const ended = grantOf('ended', 5, {
      remainingCredits: 0,
      expiresAt: start,
      source: 'PURCHASE',
      priority: 7,
    });
    const account = accountOf({ grants: [ended] });
    giveBack(account, draftAt(minutes(1)), refund([{ grantId: 'ended', credits: 2 }], 2));
    expect(account.liveGrants).toMatchObject([
      { originGrantId: 'ended', source: 'PURCHASE', priority: 7, remainingCredits: 2, expiresAt: minutes(2) },
    ]);
  });

  test('of credits whose grant is not known is a grant of an admin, without an end', () => {
    const account = accountOf();
    giveBack(account, draftAt(start), refund([], 2));
    expect(account.liveGrants).toMatchObject([
      { originGrantId: null, source: 'ADMIN', priority: 100, remainingCredits: 2, expiresAt: null },
    ]);
  });

  test('of what the overdraft stood in for makes no grant', () => {
    const row = uncoveredOf(9, 0, -6);
    const account = accountOf({ uncovered: [row] });
    const below = { ...spend, balanceAfter: -6 };
    const shares = takeBack(account, [row], below, 2);
    expect(shares).toEqual([{ grantId: null, credits: 2 }]);
    giveBack(account, draftAt(start), { ...refund(shares, 2), spend: below });
    expect(account.state.grants.size).toBe(0);
    expect(account.state.creditsRemaining).toBe(-4);
    expect(account.state.uncovered).toEqual([uncoveredOf(9, 0, -4)]);
  });
});
