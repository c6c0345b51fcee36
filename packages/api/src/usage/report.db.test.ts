import { createAccount, useTestDatabase } from '@scrip/testing';
import { beforeEach, expect, test } from 'vitest';
import { refundSpend } from '../credits/refund-spend.ts';
import { spendCredits } from '../credits/spend-credits.ts';
import { getTopUsers, getUsageReport, getUsageReportOfAll } from './get-report.ts';

const database = useTestDatabase();
let at: Date;

beforeEach(() => {
  at = new Date('2026-03-28T10:00:00Z');
});

async function openAccount(role: 'USER' | 'ADMIN' = 'USER') {
  const account = await createAccount(database.db, { credits: 1000, role, now: () => at });
  let key = 0;
  return {
    ...account,
    async spend(instant: string, featureKey = 'ai_text_chat', model?: string) {
      at = new Date(instant);
      key += 1;
      const input = { userId: account.userId, featureKey, idempotencyKey: `s${key}` };
      return (await spendCredits(account.own, model ? { ...input, model } : input)).entry;
    },
    async refund(instant: string, spendId: string) {
      at = new Date(instant);
      await refundSpend(account.system, { userId: account.userId, spendId, idempotencyKey: `r${spendId}` });
    },
  };
}

const days = (from: string, to: string, timeZone = 'UTC') => ({ period: { from, to }, timeZone });

test('a report tells each bucket and key, refunds beside what was spent, and compares with the time before', async () => {
  const account = await openAccount();
  await account.spend('2026-03-28T23:30:00Z', 'ai_image_generation');
  const image = await account.spend('2026-03-29T10:00:00Z', 'ai_image_generation');
  await account.spend('2026-03-29T11:00:00Z');
  await account.refund('2026-03-30T09:00:00Z', image.id);
  const report = await getUsageReport(account.own, account.userId, {
    ...days('2026-03-29', '2026-03-30'),
    compare: true,
  });
  expect(report.series).toMatchObject([
    { key: 'ai_text_chat', name: 'Text chat', creditsUsed: [1, 0], spends: [1, 0] },
    { key: 'ai_image_generation', creditsUsed: [5, -5], creditsSpent: [5, 0], creditsRefunded: [0, 5] },
  ]);
  expect(report.totals).toEqual({
    creditsUsed: 1,
    creditsSpent: 6,
    creditsRefunded: 5,
    spends: 2,
    refunds: 1,
    creditsPerSpend: 3,
  });
  expect(report.previous).toMatchObject({ from: '2026-03-27', creditsUsed: [0, 5] });
  expect(report.activeUsers).toBeNull();
});

test('a refund counts under the model and the caller of its spend', async () => {
  const account = await openAccount();
  const spend = await account.spend('2026-03-28T12:00:00Z', 'ai_text_chat', 'large');
  await account.refund('2026-03-28T13:00:00Z', spend.id);
  await account.spend('2026-03-28T14:00:00Z');
  const by = async (dimension: 'model' | 'caller' | 'plan' | 'operationType') => {
    const asked = { ...days('2026-03-28', '2026-03-28'), by: dimension };
    const { series } = await getUsageReport(account.own, account.userId, asked);
    return Object.fromEntries(series.map(({ key, totals }) => [key ?? 'none', totals.creditsUsed]));
  };
  expect(await by('model')).toEqual({ large: 0, none: 1 });
  expect(await by('caller')).toEqual({ user: 1 });
  expect(await by('operationType')).toEqual({ AI_TEXT_CHAT: 1 });
  expect(await by('plan')).toEqual({ none: 1 });
});

test('an admin sees all users, and who used most', async () => {
  const [few, many] = [await openAccount(), await openAccount()];
  await few.spend('2026-04-02T12:00:00Z');
  await many.spend('2026-04-02T12:00:00Z', 'ai_image_generation');
  const admin = await openAccount('ADMIN');
  const period = days('2026-04-02', '2026-04-02');
  const report = await getUsageReportOfAll(admin.own, period);
  expect(report).toMatchObject({ activeUsers: 2, totals: { creditsUsed: 6, spends: 2 } });
  expect(await getTopUsers(admin.own, period)).toMatchObject([
    { userId: many.userId, totals: { creditsUsed: 5 } },
    { userId: few.userId, totals: { creditsUsed: 1 } },
  ]);
  expect(await getTopUsers(admin.own, { ...period, limit: 1 })).toHaveLength(1);
});

test('nobody else sees a user’s report, and only admins see everybody’s', async () => {
  const [owner, stranger] = [await openAccount(), await openAccount()];
  await expect(getUsageReport(stranger.own, owner.userId, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(getUsageReportOfAll(owner.own, {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(getTopUsers(owner.own, {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test.each([
  ['an inverted period', { period: { from: '2026-02-02', to: '2026-02-01' } }],
  ['an endless period', { period: { from: '0001-01-01', to: '9999-12-31' } }],
  ['a period without an end', { period: { from: '2026-02-02' } }],
  ['a period that lies ahead', { period: { from: '2900-01-01', to: '2900-01-02' } }],
  ['a day that does not exist', { period: { from: '2026-02-30', to: '2026-03-01' } }],
  ['a zone that does not exist', { timeZone: 'Mars/Olympus' }],
])('%s is invalid input', async (_, input) => {
  const account = await openAccount();
  // Some are no input by their type.
  const report = getUsageReport(account.own, account.userId, input as object);
  await expect(report).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});
