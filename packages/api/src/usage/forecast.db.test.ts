import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { grantCredits } from '../credits/grant-credits.ts';
import { spendCredits } from '../credits/spend-credits.ts';
import { getForecast } from './get-forecast.ts';

const database = useTestDatabase();

test('a forecast is made of a user’s own ledger, grants and their expiries', async () => {
  let now = new Date('2026-06-01T10:00:00Z');
  const account = await createAccount(database.db, { credits: 10, now: () => now });
  const { userId, own, system } = account;
  expect(await getForecast(own, userId)).toMatchObject({ status: 'not_enough_data', creditsRemaining: 10 });
  for (let day = 0; day < 4; day += 1) {
    await spendCredits(own, { userId, featureKey: 'ai_text_chat', idempotencyKey: `s${day}` });
    now = new Date(now.getTime() + 86_400_000);
  }
  const { status, burn, expected, explanation } = await getForecast(own, userId);
  expect({ status, burn, explanation }).toMatchObject({
    status: 'ready',
    burn: { creditsPerDay: 1, daysOfData: 4 },
    explanation: 'From the last 4 days of use, newer days weighing more.',
  });
  expect(expected?.daysLeft).toBeCloseTo(6, 5);
  const expiresAt = new Date(now.getTime() + 2 * 86_400_000);
  await grantCredits(system, {
    userId,
    amountCredits: 5,
    source: 'PROMOTION',
    idempotencyKey: 'p',
    expiresAt,
  });
  const changed = await getForecast(own, userId);
  expect(changed.expected?.daysLeft).toBeCloseTo(8, 5);
  expect(changed.events).toEqual([{ at: expiresAt, kind: 'expiry', credits: -3 }]);
});

test('another user’s forecast looks as if there were none', async () => {
  const [owner, stranger] = [await createAccount(database.db), await createAccount(database.db)];
  await expect(getForecast(stranger.own, owner.userId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
