import { expectLedgerHolds, useTestDatabase } from '@scrip/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { spendCredits } from '../credits/spend-credits.ts';
import { createClerkPlan, type Stage, setStage } from './test-support/stage.ts';

const database = useTestDatabase();
const day = (date: string) => new Date(`${date}T12:00:00.000Z`);
const stages: Stage[] = [];
afterEach(async () => {
  for (const { account } of stages.splice(0)) await expectLedgerHolds(database.db, account.userId);
});

async function begin(start: string, options?: Parameters<typeof setStage>[2]): Promise<Stage> {
  const stage = await setStage(database.db, day(start), options);
  stages.push(stage);
  return stage;
}

let keys = 0;
async function spend({ account }: Stage, quantity: number): Promise<void> {
  keys += 1;
  await database.db.adminSettings.upsert({
    where: { id: 'singleton' },
    create: { featureCosts: { ai_text_chat: quantity } },
    update: { featureCosts: { ai_text_chat: quantity } },
  });
  const { userId, system } = account;
  await spendCredits(system, { userId, featureKey: 'ai_text_chat', idempotencyKey: `spend-${keys}` });
}

describe('a plan that resets', () => {
  test('gives its credits for each period that is paid, until the end of the period', async () => {
    const plan = await createClerkPlan(database.db, { credits: 1000 });
    const stage = await begin('2026-01-31', { credits: 50 });
    stage.clerk.subscribe(plan, day('2026-01-31'));
    await stage.catchUp();
    expect(await stage.planGrants()).toEqual([{ part: 'base', left: 1000, until: '2026-02-28' }]);
    await spend(stage, 400);
    stage.clerk.turn('paid');
    await stage.catchUp();
    expect(await stage.planGrants()).toEqual([{ part: 'base', left: 1000, until: '2026-03-31' }]);
    expect(await stage.balance()).toBe(1050);
  });

  test('needs no webhook to renew or to end', async () => {
    const plan = await createClerkPlan(database.db, { credits: 1000 });
    const stage = await begin('2026-01-10', { credits: 50 });
    stage.clerk.subscribe(plan, day('2026-01-10'));
    await stage.catchUp();
    stage.clerk.turn('paid');
    await stage.waitUntil(day('2026-02-10'));
    expect(await stage.balance()).toBe(1050);
    stage.clerk.cancel(day('2026-02-20'));
    stage.clerk.turn('paid');
    await stage.waitUntil(day('2026-03-10'));
    expect(await stage.balance()).toBe(50);
    const [item] = await database.db.subscriptionItem.findMany({ where: { userId: stage.account.userId } });
    expect(item).toMatchObject({ status: 'ended', endedAt: day('2026-03-10'), dueAt: null });
  });
});

test.each([
  [null, 1600],
  [500, 1500],
])(
  'with a cap of %s a plan that rolls over begins the second period with %i',
  async (rolloverCapCredits, begins) => {
    const plan = await createClerkPlan(database.db, {
      credits: 1000,
      creditRenewal: 'rollover',
      rolloverCapCredits,
    });
    const stage = await begin('2026-01-10');
    stage.clerk.subscribe(plan, day('2026-01-10'));
    await stage.catchUp();
    await spend(stage, 400);
    stage.clerk.turn('paid');
    await stage.catchUp();
    expect(await stage.balance()).toBe(begins);
  },
);

describe('under yearly billing', () => {
  test('monthly credits come each month on the day of the year’s beginning, by themselves', async () => {
    const plan = await createClerkPlan(database.db, { credits: 100 });
    const stage = await begin('2026-01-31');
    stage.clerk.subscribe(plan, day('2026-01-31'), { period: 'annual' });
    await stage.catchUp();
    for (const until of ['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']) {
      expect(await stage.planGrants()).toEqual([{ part: 'base', left: 100, until }]);
      await stage.waitUntil(day(until));
    }
  });

  test('without monthly credits they come once for the year', async () => {
    const plan = await createClerkPlan(database.db, { credits: 100, monthlyCreditsOnYearly: false });
    const stage = await begin('2026-01-31');
    stage.clerk.subscribe(plan, day('2026-01-31'), { period: 'annual' });
    await stage.catchUp();
    await stage.waitUntil(day('2026-06-01'));
    expect(await stage.planGrants()).toEqual([{ part: 'base', left: 100, until: '2027-01-31' }]);
  });
});

test('a free trial gives trial credits; the first paid period gives all credits and, once ever, the one-time credits', async () => {
  const plan = await createClerkPlan(database.db, {
    credits: 1000,
    trialCredits: 70,
    oneTimeCredits: 30,
    creditRenewal: 'rollover',
  });
  const stage = await begin('2026-01-01');
  stage.clerk.subscribe(plan, day('2026-01-01'), { trialDays: 14 });
  await stage.catchUp();
  expect(await stage.planGrants()).toEqual([{ part: 'base', left: 70, until: '2026-01-15' }]);
  stage.clerk.turn('paid');
  await stage.catchUp();
  expect(await stage.balance()).toBe(1030);
  stage.clerk.endNow(day('2026-01-15'));
  await stage.catchUp();
  stage.clerk.subscribe(plan, day('2026-03-01'));
  await stage.catchUp();
  expect(await stage.balance()).toBe(1030);
});

test('a change of plan midway takes back what falls to the remaining time and gives the new plan’s credits', async () => {
  const [small, large] = [
    await createClerkPlan(database.db, { credits: 310 }),
    await createClerkPlan(database.db, { credits: 5000 }),
  ];
  const stage = await begin('2026-01-01', { credits: 7 });
  stage.clerk.subscribe(small, day('2026-01-01'));
  await stage.catchUp();
  await spend(stage, 10);
  stage.clerk.change(large, day('2026-01-21'));
  await stage.catchUp();
  expect(await stage.planGrants()).toEqual([
    { part: 'base', left: 190, until: '2026-02-01' },
    { part: 'base', left: 5000, until: '2026-02-21' },
  ]);
  expect(await stage.balance()).toBe(5197);
});

describe('a payment that fails', () => {
  test('leaves what is left until the grace ends; paying brings the new period', async () => {
    const plan = await createClerkPlan(database.db, { credits: 1000, pastDueGraceDays: 7 });
    const stage = await begin('2026-01-01', { credits: 5 });
    stage.clerk.subscribe(plan, day('2026-01-01'));
    await stage.catchUp();
    await spend(stage, 300);
    stage.clerk.turn('failed');
    await stage.catchUp();
    expect(await stage.planGrants()).toEqual([{ part: 'restored', left: 700, until: '2026-02-08' }]);
    await stage.waitUntil(day('2026-02-09'));
    expect(await stage.balance()).toBe(5);
    stage.clock.at = day('2026-02-10');
    stage.clerk.pay(day('2026-02-10'));
    await stage.catchUp();
    expect(await stage.planGrants()).toEqual([{ part: 'base', left: 1000, until: '2026-03-01' }]);
  });

  test('suspends; paying brings back what rolls over', async () => {
    const plan = await createClerkPlan(database.db, {
      credits: 1000,
      pastDueGraceDays: 0,
      creditRenewal: 'rollover',
    });
    const stage = await begin('2026-01-01', { credits: 5 });
    stage.clerk.subscribe(plan, day('2026-01-01'));
    await stage.catchUp();
    await spend(stage, 300);
    stage.clerk.turn('failed');
    await stage.catchUp();
    expect(await stage.balance()).toBe(5);
    stage.clock.at = day('2026-02-10');
    stage.clerk.pay(day('2026-02-10'));
    await stage.catchUp();
    expect(await stage.balance()).toBe(1705);
  });
});
