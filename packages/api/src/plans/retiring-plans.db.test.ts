import { useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { archivePlan, unarchivePlan } from './archive-plan.ts';
import { deletePlan } from './delete-plan.ts';
import { listPlans, listPublicPlans } from './service.ts';
import { createPlanAsAdmin, subscribe, toUpdate } from './test-support.ts';
import { updatePlan } from './update-plan.ts';

const database = useTestDatabase();
const reason = 'Because of a test';

function auditsOf(targetId: string) {
  return database.db.auditLog.findMany({ where: { targetId }, orderBy: { createdAt: 'asc' } });
}

describe('archiving', () => {
  test('takes the plan off the public list only, once, with a reason; it returns to its place', async () => {
    const { admin, plan } = await createPlanAsAdmin(database.db);
    const isPublic = async () => (await listPublicPlans(admin.own)).some(({ id }) => id === plan.id);
    const archive = () => archivePlan(admin.own, { planId: plan.id, reason });
    await Promise.all([archive(), archive()]);
    expect(await isPublic()).toBe(false);
    expect((await listPlans(admin.own)).find(({ id }) => id === plan.id)).toMatchObject({ active: false });
    await unarchivePlan(admin.own, { planId: plan.id, reason: 'It is needed again' });
    expect(await isPublic()).toBe(true);
    const [, ...audits] = await auditsOf(plan.id);
    expect(audits).toMatchObject([
      { action: 'plans.archive', reason, before: { active: true }, after: { active: false } },
      { action: 'plans.unarchive', after: { active: true } },
    ]);
    const silent = archivePlan(admin.own, { planId: plan.id, reason: ' ' });
    await expect(silent).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('deleting', () => {
  test('is refused while anybody is subscribed, telling how many, whichever key their events carry', async () => {
    const { admin, plan } = await createPlanAsAdmin(database.db);
    const remove = () => deletePlan(admin.own, { planId: plan.id, reason });
    await subscribe(database.db, plan.clerkId ?? '');
    await subscribe(database.db, plan.id, 'past_due');
    await subscribe(database.db, plan.clerkId ?? '', 'canceled');
    await subscribe(database.db, plan.clerkId ?? '', 'ended');
    await expect(remove()).rejects.toMatchObject({
      code: 'IN_USE',
      details: { count: 3 },
      message: expect.stringContaining('3 users are subscribed'),
    });
    const [listed] = (await listPlans(admin.own)).filter(({ id }) => id === plan.id);
    expect(listed?.subscribers).toBe(3);

    await database.db.subscriptionItem.updateMany({
      where: { planKey: { in: [plan.id, plan.clerkId ?? ''] } },
      data: { status: 'ended' },
    });
    await remove();
    expect(await auditsOf(plan.id)).toMatchObject([
      {},
      { action: 'plans.delete', reason, before: { name: plan.name, credits: 1000 }, after: null },
    ]);
  });

  test('of many at once one deletes; a change that comes later finds no plan', async () => {
    const { admin, plan } = await createPlanAsAdmin(database.db);
    const input = { planId: plan.id, reason };
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => deletePlan(admin.own, input)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    const late = [() => updatePlan(admin.own, toUpdate(plan)), () => archivePlan(admin.own, input)];
    for (const change of late) await expect(change()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
