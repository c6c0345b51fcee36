import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { updateAppSettings, viewSettings } from '../settings/app-settings.ts';
import { adjustBalance } from './adjust-balance.ts';
import { grantCredits } from './grant-credits.ts';
import { holdCredits } from './hold-credits.ts';
import { setLowThreshold } from './low-threshold.ts';
import { refundSpend } from './refund-spend.ts';
import { releaseHold } from './release-hold.ts';
import { getAccountSummary } from './service.ts';
import { spendCredits } from './spend-credits.ts';
import { setOverdraft } from './spend-limits.ts';

const database = useTestDatabase();
const day = 86_400_000;
const featureKey = 'ai_image_generation';

async function open(credits: number) {
  let now = Date.parse('2026-11-01T00:00:00Z');
  const account = await createAccount(database.db, { credits, now: () => new Date(now) });
  const { userId, system } = account;
  return {
    ...account,
    pass: (ms: number) => {
      now += ms;
    },
    spend: (idempotencyKey: string) => spendCredits(system, { userId, featureKey, idempotencyKey }),
    grant: (amountCredits: number) =>
      grantCredits(system, { userId, amountCredits, source: 'PLAN', idempotencyKey: `grant-${now}` }),
    low: async () => {
      const { lowThresholdCredits, lowSince } = await database.db.creditBalance.findUniqueOrThrow({
        where: { userId },
      });
      return [lowThresholdCredits, lowSince?.toISOString() ?? null];
    },
  };
}

test('the spend that takes a balance to its threshold notes when, and later ones keep that instant', async () => {
  const { spend, low, pass, grant } = await open(30);
  expect(await low()).toEqual([6, null]);
  for (const key of ['a', 'b', 'c', 'd']) await spend(key);
  expect(await low()).toEqual([6, null]);
  pass(day);
  await spend('e');
  pass(day);
  await spend('f');
  expect(await low()).toEqual([6, '2026-11-02T00:00:00.000Z']);
  await grant(100);
  expect(await low()).toEqual([26, null]);
});

test('unless its owner chose a number, a fifth of the 30 days up to the newest grant is low', async () => {
  const { low, pass, grant, own, userId } = await open(50);
  pass(31 * day);
  await grant(200);
  expect(await low()).toEqual([40, null]);
  expect(await setLowThreshold(own, userId, { lowThresholdCredits: 300 })).toEqual({
    lowThresholdCredits: 300,
  });
  expect(await low()).toEqual([300, '2026-12-02T00:00:00.000Z']);
  expect(await getAccountSummary(own, userId)).toMatchObject({ lowThreshold: 300, isLow: true });
  await setLowThreshold(own, userId, { lowThresholdCredits: null });
  expect(await low()).toEqual([40, null]);
});

test('a hold makes a balance low while it is open', async () => {
  const { low, system, userId } = await open(10);
  const { hold } = await holdCredits(system, {
    userId,
    featureKey,
    amountCredits: 9,
    idempotencyKey: 'hold',
  });
  expect(await low()).toEqual([2, '2026-11-01T00:00:00.000Z']);
  await releaseHold(system, { userId, holdId: hold.id, idempotencyKey: 'release' });
  expect(await low()).toEqual([2, null]);
});

test('a balance at its threshold is low, and one that was never given anything is not', async () => {
  const { low, system, userId } = await open(10);
  await holdCredits(system, { userId, featureKey, amountCredits: 8, idempotencyKey: 'hold' });
  expect(await low()).toEqual([2, '2026-11-01T00:00:00.000Z']);
  const empty = await open(0);
  await setOverdraft(system, { userId: empty.userId, overdraftCredits: 1, reason: 'A test' });
  expect(await empty.low()).toEqual([null, null]);
});

test('another part of what was given counts as low from the next credits on that are given', async () => {
  const { low, system, userId, spend } = await open(100);
  const admin = await createAccount(database.db, { role: 'ADMIN' });
  const adjust = (deltaCredits: number) =>
    adjustBalance(
      { ...admin.own, now: system.now },
      { userId, mode: 'delta', deltaCredits, reason: 'A test', idempotencyKey: `adjust ${deltaCredits}` },
    );
  const { entry } = await spend('a');
  const setPercent = async (lowBalancePercent: number) => {
    const { version } = await viewSettings(admin.own);
    await updateAppSettings(admin.own, { settings: { lowBalancePercent }, version, reason: 'A test' });
  };
  await setPercent(50);
  await refundSpend(system, { userId, spendId: entry.id, idempotencyKey: 'refund' });
  await holdCredits(system, { userId, featureKey, amountCredits: 1, idempotencyKey: 'hold' });
  await adjust(-1);
  expect((await low())[0]).toBe(20);
  await adjust(20);
  expect((await low())[0]).toBe(60);
  await setPercent(20);
});
