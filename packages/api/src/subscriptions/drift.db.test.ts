import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { findDrift, listDrift } from './drift.ts';
import { repairUser } from './look.ts';
import { createClerkPlan, setStage } from './test-support/stage.ts';

const database = useTestDatabase();
const at = new Date('2026-01-10T12:00:00.000Z');

test('drift names what Clerk says, what is here and what would change; repairing does just that', async () => {
  const plan = await createClerkPlan(database.db, { credits: 800 });
  const stage = await setStage(database.db, at);
  const { userId } = stage.account;
  const admin = await createAccount(database.db, { role: 'ADMIN', now: () => stage.clock.at });
  const ctx = { ...admin.own, clerkBilling: stage.billing };
  expect(await findDrift(ctx, userId)).toMatchObject({ isDrifted: false, clerk: [], stored: [] });

  const itemId = stage.clerk.subscribe(plan, at);
  const drift = await findDrift(ctx, userId);
  expect(drift).toMatchObject({
    isDrifted: true,
    clerk: [{ itemId, status: 'active' }],
    stored: [],
    changed: [{ itemId, planKey: plan, status: 'active' }],
    grants: [{ part: 'base', amountCredits: 800 }],
    balanceChange: 800,
  });
  expect(await stage.balance()).toBe(0);
  expect(await database.db.subscriptionItem.count({ where: { userId } })).toBe(0);

  await repairUser(ctx, userId);
  expect(await stage.balance()).toBe(800);
  expect(await findDrift(ctx, userId)).toMatchObject({ isDrifted: false });
  expect((await listDrift(ctx, { limit: 50 })).items).toEqual([]);
  await stage.catchUp();
  expect(await stage.balance()).toBe(800);
});

test('an item that Clerk does not list any more has ended', async () => {
  const plan = await createClerkPlan(database.db, { credits: 800 });
  const stage = await setStage(database.db, at);
  const { userId, clerkUserId, system } = stage.account;
  stage.clerk.subscribe(plan, at);
  await stage.catchUp();
  const nothing = { ...stage.billing, getSubscription: async () => null };
  const drift = await findDrift({ ...system, clerkBilling: nothing }, userId);
  expect(drift).toMatchObject({ isDrifted: true, clerkUserId, changed: [{ status: 'ended' }] });
});
