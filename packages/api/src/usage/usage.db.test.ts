import { createAccount, type TestAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { refundSpend } from '../credits/refund-spend.ts';
import { spendCredits } from '../credits/spend-credits.ts';
import { getUsageReport } from './get-report.ts';
import { UsageReportInput } from './schema.ts';

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

const period = { from: '2026-05-09', to: '2026-05-11' };

test('credits are summed by the viewer’s day and feature, refunds netted', async () => {
  const { account, now } = await accountWithUsage();
  now('2026-05-11T20:00:00Z');
  const utc = await getUsageReport(account.own, account.userId, { period });
  expect(utc.buckets.map(({ day }) => day)).toEqual(['2026-05-09', '2026-05-10', '2026-05-11']);
  expect(utc.series).toMatchObject([
    { key: 'ai_image_generation', creditsUsed: [0, 5, 0], spends: [0, 1, 1] },
    { key: 'ai_text_chat', creditsUsed: [0, 1, 1], spends: [0, 1, 1] },
  ]);
  expect(utc.totals.creditsUsed).toBe(7);

  const tokyo = { period: { from: '2026-05-11', to: '2026-05-11' }, timeZone: 'Asia/Tokyo' };
  expect((await getUsageReport(account.own, account.userId, tokyo)).totals.creditsUsed).toBe(7);
});

test('without usage a report is all zeros', async () => {
  const account = await createAccount(database.db);
  const report = await getUsageReport(account.own, account.userId, {});
  expect(report).toMatchObject({ series: [], totals: { creditsUsed: 0, spends: 0 }, creditsPerDay: 0 });
  expect(report.buckets).toHaveLength(30);
});

test('the seed document’s analytics by operation type, with refunds netted', async () => {
  const { account, now } = await accountWithUsage();
  now('2026-05-11T20:00:00Z');
  const { series } = await getUsageReport(account.own, account.userId, { by: 'operationType' });
  expect(series.map(({ key, totals }) => [key, totals.creditsUsed, totals.spends, totals.refunds])).toEqual([
    ['AI_IMAGE_GENERATION', 5, 2, 1],
    ['AI_TEXT_CHAT', 2, 2, 0],
  ]);
});

test('another user’s usage looks as if it did not exist', async () => {
  const [owner, stranger] = [await createAccount(database.db), await createAccount(database.db)];
  await expect(getUsageReport(stranger.own, owner.userId, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a time zone that does not exist is invalid input', () => {
  expect(UsageReportInput.safeParse({ timeZone: 'Mars/Olympus' }).success).toBe(false);
});
