import { createAccount, type TestAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { refundSpend } from '../credits/refund-spend.ts';
import { spendCredits } from '../credits/spend-credits.ts';
import { UsageInput } from './schema.ts';
import { getUsageByOperation, getUsageSummary } from './service.ts';

const database = useTestDatabase();

async function accountWithUsage(): Promise<{ account: TestAccount; now: (at: string) => void }> {
  let at = new Date('2026-05-01T08:00:00Z');
  const account = await createAccount(database.db, { now: () => at });
  const spend = async (key: string, featureKey: string) => {
    const { entry } = await spendCredits(account.own, {
      userId: account.userId,
      featureKey,
      idempotencyKey: key,
    });
    return entry;
  };
  at = new Date('2026-05-10T23:30:00Z');
  await spend('a', 'ai_text_chat');
  await spend('b', 'ai_image_generation');
  at = new Date('2026-05-11T12:00:00Z');
  const refunded = await spend('c', 'ai_image_generation');
  await refundSpend(account.system, { userId: account.userId, spendId: refunded.id, idempotencyKey: 'r' });
  await spend('d', 'ai_text_chat');
  return {
    account,
    now: (instant) => {
      at = new Date(instant);
    },
  };
}

test('credits are summed by the viewer’s day and feature, refunds netted', async () => {
  const { account, now } = await accountWithUsage();
  now('2026-05-11T20:00:00Z');
  const utc = await getUsageSummary(account.own, account.userId, UsageInput.parse({ days: 3 }));
  expect(utc.days).toEqual(['2026-05-09', '2026-05-10', '2026-05-11']);
  expect(utc.usage).toEqual([
    { day: '2026-05-10', featureKey: 'ai_image_generation', creditsUsed: 5, operations: 1 },
    { day: '2026-05-10', featureKey: 'ai_text_chat', creditsUsed: 1, operations: 1 },
    { day: '2026-05-11', featureKey: 'ai_image_generation', creditsUsed: 0, operations: 1 },
    { day: '2026-05-11', featureKey: 'ai_text_chat', creditsUsed: 1, operations: 1 },
  ]);
  expect(utc).toMatchObject({ creditsUsed: 7, creditsPerDay: 3.5, daysLeft: 93 / 3.5 });

  const tokyo = UsageInput.parse({ days: 1, timeZone: 'Asia/Tokyo' });
  now('2026-05-11T14:00:00Z');
  const inTokyo = await getUsageSummary(account.own, account.userId, tokyo);
  expect(inTokyo.days).toEqual(['2026-05-11']);
  expect(inTokyo.creditsUsed).toBe(7);
});

test('without usage there is no rate and no forecast', async () => {
  const account = await createAccount(database.db);
  const summary = await getUsageSummary(account.own, account.userId, UsageInput.parse({}));
  expect(summary).toMatchObject({ usage: [], creditsUsed: 0, creditsPerDay: null, daysLeft: null });
  expect(summary.days).toHaveLength(30);
});

test('the seed document’s 30-day analytics by operation type, with refunds netted', async () => {
  const { account, now } = await accountWithUsage();
  now('2026-05-11T20:00:00Z');
  expect(await getUsageByOperation(account.own, account.userId, 30)).toEqual([
    { operationType: 'AI_TEXT_CHAT', creditsUsed: 2, operations: 2 },
    { operationType: 'AI_IMAGE_GENERATION', creditsUsed: 5, operations: 3 },
  ]);
  now('2026-06-20T20:00:00Z');
  expect(await getUsageByOperation(account.own, account.userId, 30)).toEqual([]);
});

test('another user’s usage looks as if it did not exist', async () => {
  const [owner, stranger] = [await createAccount(database.db), await createAccount(database.db)];
  const summary = getUsageSummary(stranger.own, owner.userId, UsageInput.parse({}));
  await expect(summary).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(getUsageByOperation(stranger.own, owner.userId, 30)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a time zone that does not exist is invalid input', () => {
  expect(UsageInput.safeParse({ timeZone: 'Mars/Olympus' }).success).toBe(false);
});
