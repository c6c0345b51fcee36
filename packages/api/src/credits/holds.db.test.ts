import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { adjustBalance } from './adjust-balance.ts';
import { extendHold } from './extend-hold.ts';
import { holdCredits } from './hold-credits.ts';
import { listHolds } from './holds.ts';
import { releaseHold } from './release-hold.ts';
import { spendCredits } from './spend-credits.ts';
import { settleDueAccounts } from './sweep.ts';
import { chat, hour, openAccount } from './test-support/open-account.ts';

const database = useTestDatabase();

test('law 7: a hold sets credits aside; capturing less returns the rest, more takes what is there', async () => {
  const { hold, capture, balance } = await openAccount(database.db);
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

test('law 7: an expired hold returns by itself, before any job has run', async () => {
  const { hold, pass, spend, balance, system, userId, capture } = await openAccount(database.db, 10);
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

test('law 7: an extended hold lives on, and a repeated release is answered as the first', async () => {
  const { hold, pass, system, userId, balance, key } = await openAccount(database.db, 10);
  const { hold: held } = await hold(10);
  await extendHold(system, { userId, holdId: held.id, ttlSeconds: 600, idempotencyKey: key() });
  pass(300_000);
  const release = { userId, holdId: held.id, idempotencyKey: key() };
  expect(await releaseHold(system, release)).toMatchObject({ replayed: false, hold: { status: 'RELEASED' } });
  expect(await releaseHold(system, release)).toMatchObject({ replayed: true, hold: { status: 'RELEASED' } });
  expect(await balance()).toEqual([10, 0]);
});

test('law 8: held credits outlive their grant and expire when they are released', async () => {
  const { grant, later, pass, hold, release, balance, userId } = await openAccount(database.db, 0);
  await grant(10, { expiresAt: later(hour) });
  const { hold: held } = await hold(6, 7200);
  pass(hour);
  await settleDueAccounts({ ...(await openAccount(database.db)).system, now: () => later(0) });
  expect(await balance()).toEqual([0, 6]);
  await release(held.id);
  expect(await balance()).toEqual([0, 0]);
  const expiries = await database.db.usageHistory.findMany({ where: { userId, kind: 'EXPIRY' } });
  expect(expiries.map(({ creditsUsed }) => creditsUsed)).toEqual([4, 6]);
});

test('law 5: a key of a hold is no key for a spend, and the other way round', async () => {
  const { system, userId, balance, own } = await openAccount(database.db, 10);
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
