import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { createPlan } from './create-plan.ts';
import { deletePlan } from './delete-plan.ts';
import { reorderPlans } from './reorder-plans.ts';
import { listPlans } from './service.ts';
import { newPlan } from './test-support.ts';

const database = useTestDatabase();

async function prepare() {
  const admin = await createAccount(database.db, { role: 'ADMIN', credits: 0 });
  const order = async () => (await listPlans(admin.own)).map(({ id }) => id);
  await Promise.all([1, 2, 3].map(() => createPlan(admin.own, newPlan())));
  return { admin, order };
}

test('all plans take the new order, audited by name; versions stay', async () => {
  const { admin, order } = await prepare();
  const before = await order();
  const planIds = before.toReversed();
  await reorderPlans(admin.own, { planIds, expectedPlanIds: before });
  expect(await order()).toEqual(planIds);
  const plans = await listPlans(admin.own);
  expect(new Set(plans.map(({ version }) => version))).toEqual(new Set([1]));
  const [audit] = await database.db.auditLog.findMany({ where: { action: 'plans.reorder' } });
  expect(audit).toMatchObject({ after: { order: plans.map(({ name }) => name) } });
});

test('an order that leaves a plan out, names one twice or names a stranger is refused', async () => {
  const { admin, order } = await prepare();
  const expectedPlanIds = await order();
  const [first = '', ...rest] = expectedPlanIds;
  for (const planIds of [rest, [first, ...expectedPlanIds], ['stranger', ...rest], []]) {
    const refused = reorderPlans(admin.own, { planIds, expectedPlanIds });
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  }
  expect(await order()).toEqual(expectedPlanIds);
});

test('an order based on a list that another admin moved, lengthened or shortened meanwhile is refused', async () => {
  const { admin, order } = await prepare();
  const seen = await order();
  const reorder = () => reorderPlans(admin.own, { planIds: seen.toReversed(), expectedPlanIds: seen });
  const refusal = { code: 'OUT_OF_DATE' };

  const { id: planId } = await createPlan(admin.own, newPlan());
  await expect(reorder()).rejects.toMatchObject(refusal);
  await deletePlan(admin.own, { planId, reason: 'It was in the way' });
  const [first = '', second = '', ...rest] = seen;
  await reorderPlans(admin.own, { planIds: [second, first, ...rest], expectedPlanIds: seen });
  await expect(reorder()).rejects.toMatchObject(refusal);
});

test('of different orders that race from one list, exactly one is taken, whole', async () => {
  const { admin, order } = await prepare();
  const expectedPlanIds = await order();
  const rotations = expectedPlanIds
    .slice(1)
    .map((_, index) => [...expectedPlanIds.slice(index + 1), ...expectedPlanIds.slice(0, index + 1)]);
  const outcomes = await Promise.allSettled(
    rotations.map((planIds) => reorderPlans(admin.own, { planIds, expectedPlanIds })),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(rotations).toContainEqual(await order());
});

test('users may not reorder', async () => {
  const user = await createAccount(database.db);
  const refused = reorderPlans(user.own, { planIds: [], expectedPlanIds: [] });
  await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
