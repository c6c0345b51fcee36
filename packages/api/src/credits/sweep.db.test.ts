import { recordingLogger, systemContext, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { settleDueAccounts } from './sweep.ts';
import { hour, openAccount } from './test-support/open-account.ts';

const database = useTestDatabase();

/** All of them start at the same instant, and nobody moves their clocks but by their grant. */
async function openDue(at = hour) {
  const account = await openAccount(database.db);
  await account.grant(5, { expiresAt: account.later(at) });
  return account;
}

const newestOf = (userId: string) =>
  database.db.usageHistory.findFirst({ where: { userId }, orderBy: { seq: 'desc' } });

test('the sweep settles every account that is due by now, and only those', async () => {
  const { db } = database;
  const due = [await openDue(), await openDue()];
  const late = await openDue(2 * hour);
  const [first] = due;
  const now = first?.later(hour) ?? new Date(0);
  const later = new Date(late.later(2 * hour).getTime() - 2);
  const balanceOf = async ({ userId }: { userId: string }) =>
    (await db.creditBalance.findUniqueOrThrow({ where: { userId } })).creditsRemaining;
  expect(await settleDueAccounts(systemContext(db, () => now))).toBe(2);
  expect(await Promise.all([...due, late].map(balanceOf))).toEqual([100, 100, 105]);
  expect(await newestOf(due[1]?.userId ?? '')).toMatchObject({ kind: 'EXPIRY', creditsUsed: 5 });
  expect(await settleDueAccounts(systemContext(db, () => later)), 'nothing is due twice').toBe(0);
  expect(await settleDueAccounts(systemContext(db, () => late.later(2 * hour)))).toBe(1);
});

test('more accounts than fit a page are all settled', async () => {
  // They say that they are due, and nothing is: a look at them is all that the sweep costs here.
  const { db } = database;
  const { later, userId } = await openDue();
  const now = later(hour);
  const balance = await db.creditBalance.findUniqueOrThrow({ where: { userId } });
  const ids = Array.from({ length: 100 }, (_, nth) => `a-${String(nth).padStart(3, '0')}`);
  await db.user.createMany({ data: ids.map((id) => ({ id, clerkId: id, email: `${id}@example.com` })) });
  await db.creditBalance.createMany({
    data: ids.map((id) => ({ userId: id, clerkUserId: id, nextExpiryAt: balance.nextExpiryAt })),
  });
  expect(await settleDueAccounts(systemContext(db, () => now))).toBe(101);
  expect(await newestOf(userId)).toMatchObject({ kind: 'EXPIRY' });
  await db.creditBalance.updateMany({ where: { userId: { in: ids } }, data: { nextExpiryAt: null } });
  expect(await settleDueAccounts(systemContext(db, () => now))).toBe(0);
});

test('a sweep that is told to stop settles no further account', async () => {
  const { db } = database;
  const { later, userId } = await openDue();
  const ctx = systemContext(db, () => later(hour));
  expect(await settleDueAccounts(ctx, AbortSignal.abort())).toBe(0);
  expect(await newestOf(userId)).toMatchObject({ kind: 'GRANT' });
  expect(await settleDueAccounts(ctx, new AbortController().signal)).toBe(1);
});

test('an account that cannot be settled is logged and does not keep the others waiting', async () => {
  const { db } = database;
  const accounts = [await openDue(), await openDue(), await openDue()];
  const byId = accounts.map(({ userId }) => userId).toSorted();
  const [broken = ''] = byId;
  // No code writes such caps: it stands for any row that cannot be read.
  await db.creditBalance.update({ where: { userId: broken }, data: { spendCaps: 'broken' } });
  const logger = recordingLogger();
  const now = () => accounts[0]?.later(hour) ?? new Date(0);
  expect(await settleDueAccounts({ db, now, logger })).toBe(3);
  expect(logger.records).toMatchObject([
    { level: 'error', fields: { userId: broken }, message: 'An account that is due could not be settled' },
  ]);
  expect(logger.records[0]?.fields).toHaveProperty('err');
  for (const userId of byId.slice(1)) expect(await newestOf(userId)).toMatchObject({ kind: 'EXPIRY' });
});
