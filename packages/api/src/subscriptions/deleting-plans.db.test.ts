import { withTransaction } from '@scrip/database';
import { createAccount, type TestAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { deletePlan } from '../plans/delete-plan.ts';
import { createPlanAsAdmin } from '../plans/test-support.ts';
import { receiveDelivery } from '../webhooks/receive-delivery.ts';
import { workOnDelivery } from '../webhooks/work-on-delivery.ts';
import { startManual } from './manual.ts';
import { createClerkPlan, setStage } from './test-support/stage.ts';

const database = useTestDatabase();
const reason = 'Because of a test';

/** Runs `first` in a transaction that commits only when `second` waits for it. */
async function interleave(
  first: (account: TestAccount['own']) => Promise<unknown>,
  second: () => Promise<unknown>,
  by: TestAccount,
): Promise<PromiseSettledResult<unknown>> {
  const done = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const holding = withTransaction(
    database.db,
    async (tx) => {
      await first({ ...by.own, db: tx });
      done.resolve();
      await released.promise;
    },
    { timeout: 20_000 },
  );
  await Promise.race([done.promise, holding]);
  const outcome = Promise.allSettled([second()]);
  await expect.poll(countWaiting, { timeout: 10_000 }).toBe(1);
  released.resolve();
  await holding;
  const [settled] = await outcome;
  return settled;
}

async function countWaiting(): Promise<number> {
  const [row] = await database.db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return row?.count ?? 0;
}

const aManualPlan = () =>
  createPlanAsAdmin(database.db, { billingSource: 'manual', clerkId: null, ctaType: null });

test('a plan that somebody is being put on is not deleted', async () => {
  const { admin, plan } = await aManualPlan();
  const { userId } = await createAccount(database.db);
  const outcome = await interleave(
    (ctx) => startManual(ctx, { userId, planId: plan.id, period: 'month', reason }),
    () => deletePlan(admin.own, { planId: plan.id, reason }),
    admin,
  );
  expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'IN_USE', details: { count: 1 } } });
});

test('nobody is put on a plan that is being deleted', async () => {
  const { admin, plan } = await aManualPlan();
  const { userId } = await createAccount(database.db);
  const outcome = await interleave(
    (ctx) => deletePlan(ctx, { planId: plan.id, reason }),
    () => startManual(admin.own, { userId, planId: plan.id, period: 'month', reason }),
    admin,
  );
  expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'NOT_FOUND' } });
  expect(await database.db.subscriptionItem.count({ where: { userId } })).toBe(0);
});

test('who subscribes at Clerk to a plan that is being deleted here waits for a plan', async () => {
  const at = new Date();
  const planKey = await createClerkPlan(database.db, { credits: 900 });
  const stage = await setStage(database.db, at);
  const admin = await createAccount(database.db, { role: 'ADMIN' });
  const { id: planId } = await database.db.plan.findUniqueOrThrow({ where: { clerkId: planKey } });
  stage.clerk.subscribe(planKey, at);
  const [first] = stage.clerk.sent;
  if (!first) throw new Error('Clerk sent nothing.');
  await receiveDelivery(stage.account.system, { id: first.id, body: first.event });
  await interleave(
    (ctx) => deletePlan(ctx, { planId, reason }),
    () => workOnDelivery(stage.account.system, first.id),
    admin,
  );
  expect(await database.db.webhookDelivery.findUnique({ where: { id: first.id } })).toMatchObject({
    status: 'WAITING',
    waitingFor: `plan:${planKey}`,
  });
});
