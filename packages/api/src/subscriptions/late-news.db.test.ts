import { expectLedgerHolds, useTestDatabase } from '@scrip/testing';
import { afterEach, expect, test } from 'vitest';
import { lookAt } from './look.ts';
import { createClerkPlan, type Stage, setStage } from './test-support/stage.ts';

// What becomes known of a plan that rolls over when the period it is about has ended.

const database = useTestDatabase();
const day = (date: string) => new Date(`${date}T12:00:00.000Z`);
const stages: Stage[] = [];
afterEach(async () => {
  for (const { account } of stages.splice(0)) await expectLedgerHolds(database.db, account.userId);
});

async function begin(start: string): Promise<Stage> {
  const stage = await setStage(database.db, day(start));
  stages.push(stage);
  return stage;
}

test('a month that no message told of rolls over once Clerk is asked, however late', async () => {
  const policy = { creditRenewal: 'rollover' as const };
  const [small, large] = [
    await createClerkPlan(database.db, { ...policy, credits: 1000 }),
    await createClerkPlan(database.db, { ...policy, credits: 3000 }),
  ];
  const stage = await begin('2026-01-31');
  stage.clerk.subscribe(small, day('2026-01-31'));
  await stage.catchUp();
  stage.clerk.change(large, day('2026-02-01'));
  stage.clerk.turn('paid');
  stage.clock.at = day('2026-03-02');
  await lookAt({ ...stage.account.system, clerkBilling: stage.billing }, stage.account.userId);
  const grants = await stage.planGrants();
  expect(grants).toHaveLength(2);
  expect(grants).toContainEqual({ part: 'base', left: 3000, until: '2026-04-01' });
  expect(grants).toContainEqual({ part: 'carried', left: 3000, until: '2026-04-01' });
});

test('a month that becomes known two months later rolls over through the one between, which was known', async () => {
  const plan = await createClerkPlan(database.db, { credits: 3000, creditRenewal: 'rollover' });
  const stage = await begin('2026-02-01');
  stage.clerk.subscribe(plan, day('2026-02-01'));
  stage.clerk.turn('paid');
  const heard = stage.clerk.sent.slice(-1);
  stage.clock.at = day('2026-03-02');
  await stage.deliver(heard);
  await stage.runJobs();
  expect(await stage.balance()).toBe(3000);
  stage.clerk.turn('paid');
  await stage.waitUntil(day('2026-04-02'));
  expect(await stage.balance()).toBe(9000);
});

test('in the grace after a payment that failed, a month that becomes known last is given like those before', async () => {
  const plan = await createClerkPlan(database.db, {
    credits: 1000,
    creditRenewal: 'rollover',
    pastDueGraceDays: 10,
  });
  const stage = await setStage(database.db, day('2026-01-31'), { withBackendApi: false });
  stages.push(stage);
  stage.clerk.subscribe(plan, day('2026-01-31'));
  const first = stage.clerk.sent.slice();
  stage.clerk.turn('paid');
  stage.clerk.turn('paid');
  stage.clerk.turn('failed');
  stage.clock.at = new Date(day('2026-04-30').getTime() + 1000);
  const later = stage.clerk.sent.slice(first.length);
  for (const message of [...later.toReversed(), ...first]) {
    await stage.deliver([message]);
    await stage.runJobs();
  }
  expect(await stage.balance()).toBe(3000);
  await stage.waitUntil(day('2026-05-11'));
  expect(await stage.balance()).toBe(0);
});
