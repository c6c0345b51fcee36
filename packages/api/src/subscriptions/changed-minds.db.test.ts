import { expectLedgerHolds, useTestDatabase } from '@scrip/testing';
import { afterEach, expect, test } from 'vitest';
import { createClerkPlan, type Stage, setStage } from './test-support/stage.ts';

// What users and admins change while a subscription runs.

const database = useTestDatabase();
const day = (date: string) => new Date(`${date}T12:00:00.000Z`);
const stages: Stage[] = [];
afterEach(async () => {
  for (const { account } of stages.splice(0)) await expectLedgerHolds(database.db, account.userId);
});

type Subscribed = { trialDays?: number; plan?: Parameters<typeof createClerkPlan>[1] };

async function subscribed({ trialDays = 0, plan = { credits: 310 } }: Subscribed = {}) {
  const clerkId = await createClerkPlan(database.db, plan);
  const stage = await setStage(database.db, day('2026-01-01'));
  stages.push(stage);
  stage.clerk.subscribe(clerkId, day('2026-01-01'), { trialDays });
  await stage.catchUp();
  return { stage, clerkId };
}

test('who leaves for a free plan keeps the paid month to its end, then gets the free plan’s credits each month', async () => {
  const { stage } = await subscribed();
  const free = await createClerkPlan(database.db, { credits: 20 });
  stage.clerk.cancel(day('2026-01-10'));
  await stage.catchUp();
  expect(await stage.balance()).toBe(310);
  stage.clerk.turn('paid');
  stage.clerk.subscribe(free, day('2026-02-01'), { isFree: true });
  await stage.catchUp();
  for (const until of ['2026-03-01', '2026-04-01', '2026-05-01']) {
    expect(await stage.planGrants()).toEqual([{ part: 'base', left: 20, until }]);
    await stage.waitUntil(day(until));
  }
});

test('who goes from the month to the year midway gets the months of the year from that day on', async () => {
  const { stage, clerkId } = await subscribed();
  stage.clerk.endNow(day('2026-01-21'));
  stage.clerk.subscribe(clerkId, day('2026-01-21'), { period: 'annual' });
  await stage.catchUp();
  expect(await stage.planGrants()).toEqual([
    { part: 'base', left: 200, until: '2026-02-01' },
    { part: 'base', left: 310, until: '2026-02-21' },
  ]);
  await stage.waitUntil(day('2026-02-21'));
  expect(await stage.planGrants()).toEqual([{ part: 'base', left: 310, until: '2026-03-21' }]);
});

test('who cancels and resumes has the same month, once, and the next one', async () => {
  const { stage } = await subscribed();
  stage.clerk.cancel(day('2026-01-10'));
  stage.clerk.resume(day('2026-01-12'));
  await stage.catchUp();
  expect(await stage.planGrants()).toEqual([{ part: 'base', left: 310, until: '2026-02-01' }]);
  stage.clerk.turn('paid');
  await stage.catchUp();
  expect(await stage.planGrants()).toEqual([{ part: 'base', left: 310, until: '2026-03-01' }]);
});

test('who cancels a free trial keeps its credits to its end, and gets neither a month nor one-time credits', async () => {
  const plan = { credits: 310, trialCredits: 70, oneTimeCredits: 30 };
  const { stage } = await subscribed({ trialDays: 14, plan });
  stage.clerk.cancel(day('2026-01-05'));
  await stage.catchUp();
  expect(await stage.planGrants()).toEqual([{ part: 'base', left: 70, until: '2026-01-15' }]);
  stage.clerk.turn('paid');
  await stage.catchUp();
  await stage.waitUntil(day('2026-03-01'));
  expect(await stage.balance()).toBe(0);
});

test('an archived plan goes on for who has it; other credits hold from the next month on', async () => {
  const { stage, clerkId } = await subscribed();
  await database.db.plan.update({ where: { clerkId }, data: { active: false, credits: 500 } });
  await stage.waitUntil(day('2026-01-15'));
  expect(await stage.balance()).toBe(310);
  stage.clerk.turn('paid');
  await stage.catchUp();
  expect(await stage.planGrants()).toEqual([{ part: 'base', left: 500, until: '2026-03-01' }]);
});

test('what comes again after months, under its id or another, changes nothing', async () => {
  const { stage } = await subscribed();
  for (let month = 0; month < 3; month += 1) stage.clerk.turn('paid');
  await stage.catchUp();
  const before = await stage.planGrants();
  await stage.deliver(stage.clerk.sent);
  await stage.deliver(stage.clerk.sent.map((message) => ({ ...message, id: `${message.id}_again` })));
  await stage.runJobs();
  expect(before).toEqual([{ part: 'base', left: 310, until: '2026-05-01' }]);
  expect(await stage.planGrants()).toEqual(before);
  expect(await stage.balance()).toBe(310);
});
