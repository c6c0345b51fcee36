import { createAccount, expectLedgerHolds, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { adjustBalance } from './adjust-balance.ts';
import { captureHold } from './capture-hold.ts';
import { extendHold } from './extend-hold.ts';
import { grantCredits } from './grant-credits.ts';
import { listGrants, listPaidEntries, listPayments } from './grants.ts';
import { holdCredits } from './hold-credits.ts';
import { listHolds } from './holds.ts';
import { refundSpend } from './refund-spend.ts';
import { releaseHold } from './release-hold.ts';
import type { EntryReceipt } from './schema.ts';
import { getAccountSummary } from './service.ts';
import { spendCredits } from './spend-credits.ts';
import { setOverdraft, setSpendCaps } from './spend-limits.ts';
import { getBalanceAt, getStatement } from './statement.ts';
import { settleDueAccounts } from './sweep.ts';
import { voidGrant } from './void-grant.ts';

const database = useTestDatabase();
const chat = 'ai_text_chat';
const hour = 3_600_000;

/** An account with a clock that the test moves. */
async function open(credits = 100) {
  let now = Date.parse('2026-11-01T00:00:00Z');
  const account = await createAccount(database.db, { credits, now: () => new Date(now) });
  const { system, userId } = account;
  let keys = 0;
  const key = () => `key-${++keys}`;
  const balance = async () => {
    const { creditsRemaining, creditsHeld } = await database.db.creditBalance.findUniqueOrThrow({
      where: { userId },
    });
    await expectLedgerHolds(database.db, userId);
    return [creditsRemaining, creditsHeld];
  };
  return {
    ...account,
    key,
    balance,
    pass: (ms: number) => {
      now += ms;
    },
    later: (ms: number) => new Date(now + ms),
    hold: (amountCredits: number, ttlSeconds = 60) =>
      holdCredits(system, { userId, featureKey: chat, amountCredits, ttlSeconds, idempotencyKey: key() }),
    capture: (holdId: string, amountCredits: number) =>
      captureHold(system, { userId, holdId, amountCredits, idempotencyKey: key() }),
    release: (holdId: string) => releaseHold(system, { userId, holdId, idempotencyKey: key() }),
    spend: async (times = 1) => {
      const receipts: EntryReceipt[] = [];
      for (let nth = 0; nth < times; nth += 1) {
        receipts.push(await spendCredits(system, { userId, featureKey: chat, idempotencyKey: key() }));
      }
      return receipts;
    },
    // An instant later than what is there: of two grants alike the older burns first.
    grant: (amountCredits: number, rest: { expiresAt?: Date; startsAt?: Date; priority?: number } = {}) => {
      now += 1;
      return grantCredits(system, {
        userId,
        amountCredits,
        source: 'PROMOTION',
        idempotencyKey: key(),
        ...rest,
      });
    },
    refund: (spendId: string, amountCredits?: number) =>
      refundSpend(system, {
        userId,
        spendId,
        idempotencyKey: key(),
        ...(amountCredits ? { amountCredits } : {}),
      }),
  };
}

test('a hold sets credits aside; capturing less returns the rest, more takes what is there', async () => {
  const { hold, capture, balance } = await open();
  const first = await hold(30);
  expect(await balance()).toEqual([70, 30]);
  await capture(first.hold.id, 12);
  expect(await balance()).toEqual([88, 0]);
  const second = await hold(80);
  await expect(capture(second.hold.id, 89)).rejects.toMatchObject({ code: 'INSUFFICIENT_CREDITS' });
  expect(await balance()).toEqual([8, 80]);
  await capture(second.hold.id, 88);
  expect(await balance()).toEqual([0, 0]);
  await expect(capture(second.hold.id, 1)).rejects.toMatchObject({
    code: 'HOLD_ENDED',
    details: { status: 'CAPTURED' },
  });
});

test('an expired hold returns by itself, before any job has run', async () => {
  const { hold, pass, spend, balance, system, userId, capture } = await open(10);
  const { hold: held } = await hold(10);
  await expect(spend()).rejects.toMatchObject({ code: 'INSUFFICIENT_CREDITS' });
  pass(60_000);
  await spend();
  expect(await balance()).toEqual([9, 0]);
  await expect(capture(held.id, 1)).rejects.toMatchObject({ details: { status: 'EXPIRED' } });
  expect((await listHolds(system, userId, { limit: 10, direction: 'forward' })).items).toMatchObject([
    { status: 'EXPIRED' },
  ]);
});

test('an extended hold lives on, and a repeated release is answered as the first', async () => {
  const { hold, pass, system, userId, balance, key } = await open(10);
  const { hold: held } = await hold(10);
  await extendHold(system, { userId, holdId: held.id, ttlSeconds: 600, idempotencyKey: key() });
  pass(300_000);
  const release = { userId, holdId: held.id, idempotencyKey: key() };
  expect(await releaseHold(system, release)).toMatchObject({ replayed: false, hold: { status: 'RELEASED' } });
  expect(await releaseHold(system, release)).toMatchObject({ replayed: true, hold: { status: 'RELEASED' } });
  expect(await balance()).toEqual([10, 0]);
});

test('what is left of a grant cannot be spent from the instant it expires; its removal is an entry', async () => {
  const { grant, later, pass, spend, balance, system, userId } = await open(5);
  await grant(20, { expiresAt: later(hour) });
  await spend(8);
  pass(hour);
  await spend(5);
  await expect(spend()).rejects.toMatchObject({ code: 'INSUFFICIENT_CREDITS', details: { available: 0 } });
  expect(await balance()).toEqual([0, 0]);
  const entries = await database.db.usageHistory.findMany({ where: { userId, kind: 'EXPIRY' } });
  expect(entries).toMatchObject([{ creditsUsed: 12, timestamp: new Date('2026-11-01T01:00:00Z') }]);
  expect(await getBalanceAt(system, userId, { at: new Date('2026-11-01T00:59:59Z') })).toMatchObject({
    creditsOwned: 17,
  });
  expect(
    await getStatement(system, userId, { from: new Date('2026-11-01'), to: new Date('2026-11-02') }),
  ).toMatchObject({
    openingCredits: 0,
    closingCredits: 0,
    movements: [
      { kind: 'SPEND', entries: 13, credits: -13 },
      { kind: 'GRANT', entries: 2, credits: 25 },
      { kind: 'EXPIRY', entries: 1, credits: -12 },
    ],
  });
});

test('a scheduled grant arrives at its start, whether or not a job has run', async () => {
  const { grant, later, pass, spend, system, userId, balance } = await open(0);
  const { grant: scheduled, entry } = await grant(3, { startsAt: later(hour) });
  expect([scheduled.state, entry]).toEqual(['SCHEDULED', null]);
  await expect(spend()).rejects.toMatchObject({ code: 'INSUFFICIENT_CREDITS' });
  pass(hour);
  expect((await getAccountSummary(system, userId)).creditsRemaining).toBe(3);
  await spend(2);
  expect(await balance()).toEqual([1, 0]);
});

test('a refund returns to the grants that paid, and with grace where one has expired', async () => {
  const { grant, later, pass, spend, refund, system, userId } = await open(10);
  const { grant: promo } = await grant(2, { expiresAt: later(hour), priority: 1 });
  const receipts = await spend(4);
  const third = receipts[2]?.entry.id ?? '';
  const first = receipts[0]?.entry.id ?? '';
  expect(await listPayments(system, userId, first)).toEqual([
    { grantId: promo.id, source: 'PROMOTION', credits: 1 },
  ]);
  await refund(third);
  pass(hour);
  const { entry } = await refund(first);
  const grants = await listGrants(system, userId);
  expect(grants).toMatchObject([
    { id: promo.id, state: 'EXPIRED', remainingCredits: 0 },
    { originGrantId: promo.id, entryId: entry.id, remainingCredits: 1, expiresAt: later(24 * hour) },
    { amountCredits: 10, remainingCredits: 9 },
  ]);
  const opening = grants[2]?.id ?? '';
  const paid = await listPaidEntries(system, userId, { grantId: opening, limit: 10, direction: 'forward' });
  expect(paid.items.map(({ credits }) => credits)).toEqual([-1, 1, 1]);
});

test('held credits outlive their grant and expire when they are released', async () => {
  const { grant, later, pass, hold, release, balance, userId } = await open(0);
  await grant(10, { expiresAt: later(hour) });
  const { hold: held } = await hold(6, 7200);
  pass(hour);
  await settleDueAccounts({ ...(await open()).system, now: () => later(0) });
  expect(await balance()).toEqual([0, 6]);
  await release(held.id);
  expect(await balance()).toEqual([0, 0]);
  const expiries = await database.db.usageHistory.findMany({ where: { userId, kind: 'EXPIRY' } });
  expect(expiries.map(({ creditsUsed }) => creditsUsed)).toEqual([4, 6]);
});

test('voiding a grant takes what is unspent of it, once', async () => {
  const { grant, spend, system, userId, key, balance } = await open(5);
  const { grant: promo } = await grant(10, { priority: 1 });
  await spend(4);
  const request = { userId, grantId: promo.id, reason: 'Given by mistake', idempotencyKey: key() };
  expect(await voidGrant(system, request)).toMatchObject({ replayed: false, entry: { creditsUsed: 6 } });
  expect(await voidGrant(system, request)).toMatchObject({ replayed: true, entry: { creditsUsed: 6 } });
  await expect(voidGrant(system, { ...request, idempotencyKey: key() })).rejects.toMatchObject({
    code: 'GRANT_ENDED',
  });
  expect(await balance()).toEqual([5, 0]);
});

test('an overdraft is spent to its limit, paid back by the next grant, and its refund is owed by nobody', async () => {
  const { grant, spend, refund, system, userId, balance } = await open(1);
  await setOverdraft(system, { userId, overdraftCredits: 3, reason: 'A trusted account' });
  const receipts = await spend(4);
  await expect(spend()).rejects.toMatchObject({ code: 'INSUFFICIENT_CREDITS' });
  expect(await balance()).toEqual([-3, 0]);
  const last = receipts[3]?.entry.id ?? '';
  await refund(last);
  await expect(
    setOverdraft(system, { userId, overdraftCredits: 1, reason: 'Less trusted' }),
  ).rejects.toMatchObject({
    code: 'OVERDRAFT_IN_USE',
    details: { owed: 2 },
  });
  const { grant: purchase } = await grant(10);
  expect(await listGrants(system, userId)).toMatchObject([
    { remainingCredits: 0 },
    { id: purchase.id, remainingCredits: 8 },
  ]);
  expect(await listPayments(system, userId, receipts[1]?.entry.id ?? '')).toMatchObject([
    { grantId: purchase.id, credits: 1 },
  ]);
  expect(await balance()).toEqual([8, 0]);
});

test('caps count spends, holds and refunds of their period, and start anew with the next', async () => {
  const { spend, hold, release, refund, system, userId, pass, balance } = await open(100);
  const [first] = await spend(2);
  await setSpendCaps(system, {
    userId,
    caps: [
      { period: 'DAY', limitCredits: 5, featureKey: chat },
      { period: 'MONTH', limitCredits: 8 },
    ],
    reason: 'A careful account',
  });
  await spend(2);
  const { hold: held } = await hold(1);
  await expect(spend()).rejects.toMatchObject({
    code: 'SPEND_CAP_REACHED',
    details: { period: 'DAY', featureKey: chat, limit: 5, used: 5, required: 1 },
  });
  await release(held.id);
  await refund(first?.entry.id ?? '');
  await spend(2);
  pass(24 * hour);
  await expect(hold(4)).rejects.toMatchObject({ details: { period: 'MONTH', used: 5, required: 4 } });
  await spend(3);
  await expect(spend()).rejects.toMatchObject({ details: { period: 'MONTH', used: 8 } });
  expect(await balance()).toEqual([92, 0]);
});

test('a key of a hold is no key for a spend, and the other way round', async () => {
  const { system, userId, balance, own } = await open(10);
  await holdCredits(system, { userId, featureKey: chat, amountCredits: 1, idempotencyKey: 'k' });
  const spend = { userId, featureKey: chat, idempotencyKey: 'k' };
  await expect(spendCredits(own, spend)).rejects.toMatchObject({ code: 'CONFLICT' });
  await spendCredits(own, { ...spend, idempotencyKey: 's' });
  await expect(
    holdCredits(system, { userId, featureKey: chat, amountCredits: 1, idempotencyKey: 's' }),
  ).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await balance()).toEqual([8, 1]);
  const admin = await createAccount(database.db, { role: 'ADMIN' });
  await adjustBalance(
    { ...admin.own, now: system.now },
    {
      userId,
      mode: 'delta',
      deltaCredits: -8,
      reason: 'All that is left',
      idempotencyKey: 'a',
    },
  );
  expect(await balance()).toEqual([0, 1]);
});
