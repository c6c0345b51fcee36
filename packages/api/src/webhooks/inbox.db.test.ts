import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { runJobs } from '../jobs/test-support/run-jobs.ts';
import { createPlan } from '../plans/create-plan.ts';
import { newPlan } from '../plans/test-support.ts';
import { SimulatedClerk } from '../subscriptions/test-support/simulated-clerk.ts';
import { createClerkPlan, setStage } from '../subscriptions/test-support/stage.ts';
import { processDeliveryJob, wakeDeliveriesJob } from './process-delivery-job.ts';
import { receiveDelivery } from './receive-delivery.ts';
import { replayDelivery } from './service.ts';
import { workOnDelivery } from './work-on-delivery.ts';

const database = useTestDatabase();
const at = new Date('2026-03-01T12:00:00.000Z');
const deliveryOf = (id: string) => database.db.webhookDelivery.findUniqueOrThrow({ where: { id } });

async function subscribed() {
  const plan = await createClerkPlan(database.db, { credits: 900 });
  const stage = await setStage(database.db, at);
  stage.clerk.subscribe(plan, at);
  const [first, second] = stage.clerk.sent;
  if (!first || !second) throw new Error('Clerk sent nothing.');
  return { stage, first, second, plan };
}

test('two processes that work on one delivery in the same instant give its credits once', async () => {
  const { stage, first } = await subscribed();
  await receiveDelivery(stage.account.system, { id: first.id, body: first.event });
  await Promise.all(Array.from({ length: 6 }, () => workOnDelivery(stage.account.system, first.id)));
  expect(await stage.planGrants()).toEqual([{ part: 'base', left: 900, until: '2026-04-01' }]);
  const events = await database.db.subscriptionEvent.findMany({ where: { userId: stage.account.userId } });
  expect(events).toMatchObject([{ id: first.id, eventType: 'subscriptionItem.created', status: 'active' }]);
});

test('two deliveries that prove one period, worked on in the same instant, give its credits once', async () => {
  const { stage, first, second } = await subscribed();
  await stage.deliver([first, second]);
  await Promise.all([first, second].map(({ id }) => workOnDelivery(stage.account.system, id)));
  expect(await stage.balance()).toBe(900);
});

test('a process that dies between the inbox and the effect leaves a job that another process does', async () => {
  const { stage, first } = await subscribed();
  await stage.deliver([first]);
  const abandoned = { attempts: 1, runnerId: 'dead-process', dueAt: new Date(at.getTime() + 30_000) };
  await database.db.job.updateMany({ where: { kind: 'webhooks.process' }, data: abandoned });
  expect(await stage.balance()).toBe(0);
  await runJobs(database.db, [processDeliveryJob], { now: () => new Date(at.getTime() + 31_000) });
  expect(await stage.balance()).toBe(900);
  expect(await deliveryOf(first.id)).toMatchObject({ status: 'PROCESSED' });
});

test('an error halfway undoes the effect, is kept with the delivery, and the next attempt is whole', async () => {
  const { stage, first } = await subscribed();
  await stage.deliver([first]);
  await database.db
    .$executeRaw`ALTER TABLE "CreditGrant" ADD CONSTRAINT "no_luck" CHECK ("amountCredits" <> 900) NOT VALID`;
  await expect(workOnDelivery(stage.account.system, first.id)).rejects.toThrow();
  await database.db.$executeRaw`ALTER TABLE "CreditGrant" DROP CONSTRAINT "no_luck"`;
  expect(await deliveryOf(first.id)).toMatchObject({
    status: 'FAILED',
    error: expect.stringContaining('no_luck'),
  });
  const where = { where: { userId: stage.account.userId } };
  expect(await database.db.subscriptionItem.count(where)).toBe(0);
  expect(await database.db.subscriptionEvent.count(where)).toBe(0);
  await workOnDelivery(stage.account.system, first.id);
  expect(await stage.balance()).toBe(900);
});

test('an event of somebody unknown waits, and is applied once the user is known', async () => {
  const plan = await createClerkPlan(database.db, { credits: 900 });
  const stage = await setStage(database.db, at);
  const later = new SimulatedClerk('user_later');
  later.subscribe(plan, at);
  await stage.deliver(later.sent);
  await stage.runJobs();
  const [first] = later.sent;
  expect(await deliveryOf(first?.id ?? '')).toMatchObject({
    status: 'WAITING',
    waitingFor: 'user:user_later',
  });
  const { userId } = await createAccount(database.db, { credits: 0 });
  await database.db.user.update({ where: { id: userId }, data: { clerkId: 'user_later' } });
  await stage.runJobs();
  expect(await deliveryOf(first?.id ?? '')).toMatchObject({ status: 'PROCESSED', waitingFor: null });
  const [grant] = await database.db.creditGrant.findMany({ where: { userId } });
  expect(grant).toMatchObject({ source: 'PLAN', amountCredits: 900 });
});

test('an event of an unknown plan waits, and its credits come once the plan is known', async () => {
  const stage = await setStage(database.db, at);
  const admin = await createAccount(database.db, { role: 'ADMIN' });
  stage.clerk.subscribe('cplan_unheard_of', at);
  await stage.catchUp();
  const [first] = stage.clerk.sent;
  const waiting = { status: 'WAITING', waitingFor: 'plan:cplan_unheard_of' };
  expect(await deliveryOf(first?.id ?? '')).toMatchObject(waiting);
  expect(await stage.balance()).toBe(0);
  await createPlan(admin.own, newPlan({ clerkId: 'cplan_unheard_of', credits: 70 }));
  await runJobs(database.db, [wakeDeliveriesJob], { now: () => at });
  await stage.runJobs();
  expect(await stage.balance()).toBe(70);
  expect(await deliveryOf(first?.id ?? '')).toMatchObject({ status: 'PROCESSED' });
});

test('a body that is not what its type promises is kept as failed, and its job is dead at once', async () => {
  const { stage, first } = await subscribed();
  const body = { ...first.event, data: { id: 'csubi_x', status: 'unheard_of' } };
  await receiveDelivery(stage.account.system, { id: 'msg_bad', body });
  await stage.runJobs();
  expect(await deliveryOf('msg_bad')).toMatchObject({
    status: 'FAILED',
    error: expect.stringContaining('status'),
  });
  const dead = await database.db.job.findFirst({
    where: { payload: { path: ['deliveryId'], equals: 'msg_bad' } },
  });
  expect(dead).toMatchObject({ attempts: 1, deadAt: expect.any(Date) });
});

test('an admin’s replay of what was applied changes nothing; others may not replay', async () => {
  const { stage, first } = await subscribed();
  const admin = await createAccount(database.db, { role: 'ADMIN', now: () => at });
  await stage.catchUp();
  await replayDelivery(admin.own, first.id);
  await stage.runJobs();
  expect(await stage.balance()).toBe(900);
  expect(await deliveryOf(first.id)).toMatchObject({ status: 'PROCESSED', attempts: 2 });
  await expect(replayDelivery(stage.account.own, first.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
