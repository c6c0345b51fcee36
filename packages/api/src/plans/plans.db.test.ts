import { createAccount, useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { archivePlan, unarchivePlan } from './archive-plan.ts';
import { createPlan } from './create-plan.ts';
import { deletePlan } from './delete-plan.ts';
import { listPlans, listPublicPlans } from './service.ts';
import { createPlanAsAdmin, newPlan, subscribe, toUpdate } from './test-support.ts';
import { updatePlan } from './update-plan.ts';

const database = useTestDatabase();
const reason = 'Because of a test';

function auditsOf(targetId: string) {
  return database.db.auditLog.findMany({ where: { targetId }, orderBy: { createdAt: 'asc' } });
}

describe('creating', () => {
  test('keeps every field, goes behind the others and is audited', async () => {
    const input = {
      ...newPlan(),
      credits: 500,
      creditRenewal: 'rollover' as const,
      rolloverCapCredits: 250,
      monthlyCreditsOnYearly: false,
      trialCredits: 50,
      oneTimeCredits: 20,
      pastDueGraceDays: 3,
      uploadMegabytes: 100,
      quotaMegabytes: 5_000,
      quotaFiles: 200,
      currency: 'EUR',
      priceMonthlyCents: 1900,
      priceYearlyCents: 19_000,
      description: 'For\ntwo lines.',
      features: [
        { name: 'A', description: null },
        { name: 'B', description: 'b' },
      ],
      badge: 'New',
      highlight: true,
      ctaType: 'link' as const,
      ctaLabel: 'Read more',
      ctaUrl: 'https://example.com/pro',
    };
    const { plan: first } = await createPlanAsAdmin(database.db);
    const { admin, plan } = await createPlanAsAdmin(database.db, input);
    expect(plan).toMatchObject({ ...input, active: true, billingSource: 'clerk', version: 1 });
    const ids = (await listPlans(admin.own)).map(({ id }) => id);
    expect(ids.indexOf(plan.id)).toBeGreaterThan(ids.indexOf(first.id));
    expect(await auditsOf(plan.id)).toMatchObject([
      { action: 'plans.create', userId: admin.userId, before: null, after: { credits: 500, badge: 'New' } },
    ]);
  });

  test('refuses a Clerk id that another plan has, naming it; two at once make one plan', async () => {
    const { admin, plan } = await createPlanAsAdmin(database.db);
    await expect(createPlan(admin.own, newPlan({ clerkId: plan.clerkId }))).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      details: { field: 'clerkId', id: plan.id },
      message: expect.stringContaining(plan.name),
    });
    const clerkId = 'cplan_race';
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => createPlan(admin.own, newPlan({ clerkId }))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'ALREADY_EXISTS' });
    }
    expect(await database.db.plan.count({ where: { clerkId } })).toBe(1);
    const places = await database.db.plan.findMany({ select: { sortOrder: true } });
    expect(new Set(places.map(({ sortOrder }) => sortOrder)).size).toBe(places.length);
  });

  test('leaves nothing behind when it is refused, not even an audit', async () => {
    const { admin } = await createPlanAsAdmin(database.db);
    const [plans, audits] = [await database.db.plan.count(), await database.db.auditLog.count()];
    const refused = createPlan(admin.own, newPlan({ priceMonthlyCents: 900 }));
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await database.db.plan.count()).toBe(plans);
    expect(await database.db.auditLog.count()).toBe(audits);
  });
});

describe('changing', () => {
  test('is audited with what changed only; what changes nothing leaves no trace', async () => {
    const { admin, plan } = await createPlanAsAdmin(database.db);
    const same = await updatePlan(admin.own, toUpdate(plan));
    expect(same.version).toBe(1);
    const changed = await updatePlan(admin.own, { ...toUpdate(plan), credits: 2000, reason });
    expect(changed).toMatchObject({ credits: 2000, version: 2, clerkId: plan.clerkId });
    const [, ...audits] = await auditsOf(plan.id);
    expect(audits).toMatchObject([
      { action: 'plans.update', reason, before: { credits: 1000 }, after: { credits: 2000 } },
    ]);
    expect(Object.keys(audits[0]?.after ?? {})).toEqual(['credits']);
  });

  test('of two admins with the same version in front of them, one is refused', async () => {
    const { admin, plan } = await createPlanAsAdmin(database.db);
    const changes = [1, 2, 3, 4].map((credits) => updatePlan(admin.own, { ...toUpdate(plan), credits }));
    const outcomes = await Promise.allSettled(changes);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refusals.map(({ reason: error }) => error)).toMatchObject(
      Array(3).fill({ code: 'OUT_OF_DATE', details: { current: '2' } }),
    );
    expect(await auditsOf(plan.id)).toHaveLength(2);
  });

  test('refuses a Clerk id that another plan has', async () => {
    const { plan: other } = await createPlanAsAdmin(database.db);
    const { admin, plan } = await createPlanAsAdmin(database.db);
    const taken = updatePlan(admin.own, { ...toUpdate(plan), clerkId: other.clerkId });
    await expect(taken).rejects.toMatchObject({ code: 'ALREADY_EXISTS', details: { id: other.id } });
  });

  test('keeps the Clerk id and the billing source while somebody is subscribed', async () => {
    const { admin, plan } = await createPlanAsAdmin(database.db);
    await subscribe(database.db, plan.clerkId ?? '');
    const update = toUpdate(plan);
    for (const change of [
      { clerkId: 'cplan_other' },
      { clerkId: null },
      { clerkId: null, billingSource: 'manual' as const, ctaType: null },
    ]) {
      const refused = updatePlan(admin.own, { ...update, ...change });
      await expect(refused).rejects.toMatchObject({ code: 'IN_USE', details: { count: 1 } });
    }
    expect(await updatePlan(admin.own, { ...update, credits: 5 })).toMatchObject({ credits: 5 });
  });
});

test('users may read what is on offer and nothing else', async () => {
  const { plan } = await createPlanAsAdmin(database.db);
  const user = await createAccount(database.db);
  const input = { planId: plan.id, reason };
  const calls = [
    () => listPlans(user.own),
    () => createPlan(user.own, newPlan()),
    () => updatePlan(user.own, toUpdate(plan)),
    () => archivePlan(user.own, input),
    () => unarchivePlan(user.own, input),
    () => deletePlan(user.own, input),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const nobody = { ...user.own, principal: null };
  expect((await listPublicPlans(nobody)).map(({ id }) => id)).toContain(plan.id);
});
