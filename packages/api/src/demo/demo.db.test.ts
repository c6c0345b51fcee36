import { expectLedgerHolds, systemContext, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { auditLedger } from '../auditor/service.ts';
import { getFigures } from '../subscriptions/get-figures.ts';
import { lookAt } from '../subscriptions/look.ts';
import { loadDemoData } from './service.ts';

const database = useTestDatabase();

const accounts = {
  admin: { clerkUserId: 'user_admin', verifiedEmail: 'admin@example.com', name: 'Ada Admin' },
  user: { clerkUserId: 'user_user', verifiedEmail: 'user@example.com', name: 'Uma User' },
};

/** Eight pay in the end: two for Studio, three for Pro, three for Starter. */
async function expectPlausibleFigures(now: Date): Promise<void> {
  const { id: userId, clerkId } = await database.db.user.findFirstOrThrow({ where: { role: 'ADMIN' } });
  const principal = { kind: 'user', userId, clerkUserId: clerkId, role: 'ADMIN' } as const;
  const figures = await getFigures({ ...systemContext(database.db, () => now), principal }, { months: 4 });
  const cents = 2 * 9_900 + 3 * 2_900 + 3 * 900;
  expect(figures.mrr).toEqual([{ currency: 'USD', cents }]);
  expect(figures.arr).toEqual([{ currency: 'USD', cents: 12 * cents }]);
  const months = figures.months.map(({ newUsers, churnedUsers }) => [newUsers, churnedUsers]);
  expect(months).toEqual([
    [4, 0],
    [3, 0],
    [2, 1],
    [1, 1],
  ]);
  const events = await database.db.subscriptionEvent.findMany();
  for (const { metadata } of events) expect(metadata).toMatchObject({ demo: true });
}

test('the demo fills every screen, obeys the laws, and never goes into a database with users', async () => {
  const now = new Date('2026-11-23T13:00:00Z');
  const ctx = systemContext(database.db, () => now);
  await loadDemoData(ctx, accounts);

  const users = await database.db.user.findMany({ include: { creditBalance: true } });
  expect(users).toHaveLength(12);
  expect(users.filter(({ role }) => role === 'ADMIN')).toMatchObject([{ email: 'admin@example.com' }]);
  expect(await database.db.plan.count({ where: { active: true } })).toBe(3);
  for (const user of users) await expectLedgerHolds(database.db, user.id);
  expect(await auditLedger(ctx, { all: true })).toMatchObject({ usersAudited: 12, deviations: [] });

  const kinds = await database.db.usageHistory.groupBy({ by: ['kind'], _count: { id: true } });
  expect(kinds.map(({ kind }) => kind).sort()).toEqual(['EXPIRY', 'GRANT', 'REFUND', 'SPEND']);
  const { _min, _max } = await database.db.usageHistory.aggregate({
    _min: { timestamp: true },
    _max: { timestamp: true },
  });
  expect(_min.timestamp?.toISOString().slice(0, 10)).toBe('2026-08-25');
  expect(_max.timestamp?.getTime()).toBeLessThan(now.getTime());

  await expectPlausibleFigures(now);

  // What Clerk does not know of is no drift: looking at the subscriptions changes no balance.
  const clerkBilling = {
    getSubscription: async () => null,
    listUsers: async () => ({ users: [], total: 0 }),
    cancelItem: async () => undefined,
  };
  const grants = await database.db.creditGrant.count();
  for (const user of users) await lookAt({ ...ctx, clerkBilling }, user.id);
  expect(await database.db.creditGrant.count()).toBe(grants);
  expect(await database.db.subscriptionItem.count({ where: { status: 'active' } })).toBeGreaterThan(5);

  await expect(loadDemoData(ctx, accounts)).rejects.toThrow('into an empty database only');

  // The auditor and the tests' own check are written twice: they agree on what is wrong, too.
  const [{ id: userId } = { id: '' }] = users;
  await database.db.creditBalance.update({ where: { userId }, data: { creditsRemaining: { increment: 1 } } });
  await expect(expectLedgerHolds(database.db, userId)).rejects.toThrow(
    'the balance is the sum of the entries',
  );
  expect((await auditLedger(ctx, { all: true })).deviations).toMatchObject([{ userId, law: 1 }]);
}, 60_000);
