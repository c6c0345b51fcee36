import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { searchSyncRuns, startSync, walkOn } from './sync.ts';
import { SimulatedClerk } from './test-support/simulated-clerk.ts';
import { createClerkPlan } from './test-support/stage.ts';

const database = useTestDatabase();
const at = new Date('2026-01-10T12:00:00.000Z');
const PEOPLE = 60;

test('a sync walks all users in pages, first as a dry run, goes on where it was cut off, and finds nothing the second time', async () => {
  const plan = await createClerkPlan(database.db, { credits: 10 });
  const admin = await createAccount(database.db, { role: 'ADMIN', now: () => at });
  const clerks = Array.from({ length: PEOPLE }, (_, index) => new SimulatedClerk(`user_sync_${index}`));
  for (const [index, clerk] of clerks.entries()) {
    if (index % 10 === 0) clerk.subscribe(index === 0 ? 'cplan_nobody_knows' : plan, at);
  }
  let pagesLeft = Number.POSITIVE_INFINITY;
  const clerkBilling = {
    getSubscription: async (clerkUserId: string) =>
      (await clerks
        .find((clerk) => clerk.clerkUserId === clerkUserId)
        ?.billingAt(() => at)
        .getSubscription(clerkUserId)) ?? null,
    listUsers: async ({ limit, offset }: { limit: number; offset: number }) => {
      if (pagesLeft === 0) throw new Error('Cut off.');
      pagesLeft -= 1;
      const users = clerks
        .slice(offset, offset + limit)
        .map(({ clerkUserId }) => ({ clerkUserId, verifiedEmail: null, name: null }));
      return { users, total: PEOPLE };
    },
    cancelItem: async () => undefined,
  };
  const own = { ...admin.own, clerkBilling };
  const system = { ...admin.system, clerkBilling, signal: new AbortController().signal };
  const run = async (isDryRun: boolean) => {
    const { id } = await startSync(own, { isDryRun });
    await expect(startSync(own, { isDryRun })).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await database.db.job.deleteMany({ where: { kind: 'subscriptions.sync' } });
    return id;
  };
  const runOf = async (id: string) => (await searchSyncRuns(own)).find((walk) => walk.id === id);
  const countUsers = () => database.db.user.count({ where: { clerkId: { startsWith: 'user_sync_' } } });

  let current = await run(true);
  await walkOn(system, current);
  const found = {
    users: PEOPLE,
    newUsers: PEOPLE,
    driftedUsers: 6,
    unmappedPlanIds: ['cplan_nobody_knows'],
  };
  expect(await runOf(current)).toMatchObject({ status: 'done', counts: found });
  expect(await countUsers()).toBe(0);

  pagesLeft = 1;
  current = await run(false);
  await expect(walkOn(system, current)).rejects.toThrow('Cut off.');
  expect(await runOf(current)).toMatchObject({ status: 'running', offset: 50, total: PEOPLE });
  pagesLeft = Number.POSITIVE_INFINITY;
  await walkOn(system, current);
  expect(await runOf(current)).toMatchObject({
    status: 'done',
    counts: { ...found, failedUsers: 0 },
  });
  expect(await countUsers()).toBe(PEOPLE);
  expect(await database.db.creditGrant.count({ where: { source: 'PLAN' } })).toBe(5);

  current = await run(false);
  await walkOn(system, current);
  expect(await runOf(current)).toMatchObject({ counts: { newUsers: 0, driftedUsers: 0 } });
}, 90_000);
