import { useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { listGrants, listPaidEntries, listPayments } from './grants.ts';
import { getAccountSummary } from './service.ts';
import { getBalanceAt, getStatement } from './statement.ts';
import { hour, openAccount } from './test-support/open-account.ts';
import { voidGrant } from './void-grant.ts';

const database = useTestDatabase();

test('law 8: what is left of a grant cannot be spent from the instant it expires; its removal is an entry', async () => {
  const { grant, later, pass, spend, balance, system, userId } = await openAccount(database.db, 5);
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

test('law 8: a scheduled grant arrives at its start, whether or not a job has run', async () => {
  const { grant, later, pass, spend, system, userId, balance } = await openAccount(database.db, 0);
  const { grant: scheduled, entry } = await grant(3, { startsAt: later(hour) });
  expect([scheduled.state, entry]).toEqual(['SCHEDULED', null]);
  await expect(spend()).rejects.toMatchObject({ code: 'INSUFFICIENT_CREDITS' });
  pass(hour);
  expect((await getAccountSummary(system, userId)).creditsRemaining).toBe(3);
  await spend(2);
  expect(await balance()).toEqual([1, 0]);
});

test('law 8: a refund returns to the grants that paid, and with grace where one has expired', async () => {
  const { grant, later, pass, spend, refund, system, userId } = await openAccount(database.db, 10);
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

test('law 8: voiding a grant takes what is unspent of it, once', async () => {
  const { grant, spend, system, userId, key, balance } = await openAccount(database.db, 5);
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

test('law 8: a process whose clock lags behind gives nothing back to a grant that has expired', async () => {
  const { grant, later, pass, spend, refund, system, userId } = await openAccount(database.db, 5);
  const { grant: promo } = await grant(2, { expiresAt: later(hour), priority: 1 });
  const [paidByPromo] = await spend();
  pass(2 * hour);
  const [newest] = await spend();
  pass(-2 * hour);
  const { entry } = await refund(paidByPromo?.entry.id ?? '');
  expect(entry.timestamp).toEqual(newest?.entry.timestamp);
  expect(await listGrants(system, userId)).toMatchObject([
    { id: promo.id, remainingCredits: 0 },
    { originGrantId: promo.id, entryId: entry.id, remainingCredits: 1, createdAt: entry.timestamp },
    { amountCredits: 5, remainingCredits: 4 },
  ]);
});
