import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { grantCredits } from './grant-credits.ts';
import { holdCredits } from './hold-credits.ts';
import { setLowThreshold } from './low-threshold.ts';
import { releaseHold } from './release-hold.ts';
import { getAccountSummary } from './service.ts';
import { spendCredits } from './spend-credits.ts';

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
