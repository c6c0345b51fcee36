import { randomUUID } from 'node:crypto';
import { createAccount, useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { DomainError } from '../errors.ts';
import { applyImport, previewImport } from './import-plans.ts';
import { clerkPlan, createPlanAsAdmin, newPlan, toUpdate } from './test-support.ts';
import { updatePlan } from './update-plan.ts';

const database = useTestDatabase();

function paste(plans: object[]) {
  return { source: { kind: 'paste' as const, json: JSON.stringify(plans) } };
}

/** One plan that is here under another price, and one that is not here. */
async function prepare() {
  const clerkName = `Plan ${randomUUID()}`;
  const { admin, plan } = await createPlanAsAdmin(database.db, {
    name: clerkName,
    clerkId: null,
    currency: 'USD',
    priceMonthlyCents: 500,
  });
  const known = clerkPlan({ id: `cplan_${randomUUID()}`, name: clerkName });
  const added = clerkPlan({ id: `cplan_${randomUUID()}`, name: `New ${randomUUID()}` });
  return { admin: admin.own, plan, known, added, input: paste([known, added]) };
}

describe('an import', () => {
  test('previews what it does, does it whole and audited, and finds nothing to do the second time', async () => {
    const { admin, plan, known, added, input } = await prepare();
    const { previewId, items } = await previewImport(admin, input);
    expect(items).toMatchObject([
      {
        outcome: 'change',
        plan: { id: plan.id },
        changes: [
          { field: 'clerkId' },
          { field: 'clerkName' },
          { field: 'priceMonthlyCents', from: 500, to: 900 },
        ],
      },
      { outcome: 'create', clerkName: added.name },
    ]);
    expect((await database.db.plan.findUniqueOrThrow({ where: { id: plan.id } })).version).toBe(1);

    const apply = () => applyImport(admin, { ...input, previewId, credits: { [added.id]: 750 } });
    expect(await apply()).toEqual({ created: 1, changed: 1 });
    const linked = await database.db.plan.findUniqueOrThrow({ where: { clerkId: known.id } });
    expect(linked).toMatchObject({ id: plan.id, priceMonthlyCents: 900, credits: 1000, version: 2 });
    const created = await database.db.plan.findUniqueOrThrow({ where: { clerkId: added.id } });
    expect(created).toMatchObject({ name: added.name, clerkName: added.name, credits: 750, active: true });
    const audits = await database.db.auditLog.findMany({
      where: { action: 'plans.import', targetId: created.id },
    });
    expect(audits).toMatchObject([{ before: null, after: { credits: 750 } }]);

    expect(await apply()).toEqual({ created: 0, changed: 0 });
    const again = await previewImport(admin, input);
    expect(again.items.map(({ outcome }) => outcome)).toEqual(['same', 'same']);
  });

  test('applied by several at once creates each plan once', async () => {
    const { admin, added, input } = await prepare();
    const { previewId } = await previewImport(admin, input);
    const results = await Promise.all([1, 2, 3].map(() => applyImport(admin, { ...input, previewId })));
    expect(results.map(({ created }) => created).sort()).toEqual([0, 0, 1]);
    expect(await database.db.plan.count({ where: { clerkId: added.id } })).toBe(1);
  });

  test('is refused, whole, when a plan or Clerk’s list has changed since the preview', async () => {
    const { admin, plan, known, added, input } = await prepare();
    const { previewId } = await previewImport(admin, input);
    const dearer = paste([{ ...known, fee: { amount: 901, currency: 'USD' } }, added]);
    await expect(applyImport(admin, { ...dearer, previewId })).rejects.toMatchObject({ code: 'OUT_OF_DATE' });

    await updatePlan(admin, { ...toUpdate(plan), priceMonthlyCents: 600 });
    await expect(applyImport(admin, { ...input, previewId })).rejects.toMatchObject({ code: 'OUT_OF_DATE' });
    expect(await database.db.plan.count({ where: { clerkId: added.id } })).toBe(0);
  });

  test('goes on when something changed that it does not touch', async () => {
    const { admin, plan, input } = await prepare();
    const { previewId } = await previewImport(admin, input);
    await updatePlan(admin, { ...toUpdate(plan), credits: 1 });
    expect(await applyImport(admin, { ...input, previewId })).toEqual({ created: 1, changed: 1 });
  });

  test('offers a new plan only if it is public at Clerk and has credits', async () => {
    const { admin } = await prepare();
    const [withoutCredits, hidden] = [1, 2].map((n) =>
      clerkPlan({ id: `cplan_${randomUUID()}`, name: `${n}` }),
    );
    if (!withoutCredits || !hidden) throw new Error('There are two.');
    const input = paste([withoutCredits, { ...hidden, publicly_visible: false }]);
    const { previewId } = await previewImport(admin, input);
    await applyImport(admin, { ...input, previewId, credits: { [hidden.id]: 100 } });
    const rows = await database.db.plan.findMany({
      where: { clerkId: { in: [withoutCredits.id, hidden.id] } },
    });
    expect(rows.map(({ active }) => active)).toEqual([false, false]);
  });

  test('of prices changes prices only, and creates nothing', async () => {
    const { admin, plan, known, input } = await prepare();
    const scope = 'prices' as const;
    const { previewId, items } = await previewImport(admin, { ...input, scope });
    expect(items.map(({ outcome }) => outcome)).toEqual(['change', 'skipped']);
    expect(await applyImport(admin, { ...input, scope, previewId })).toEqual({ created: 0, changed: 1 });
    const row = await database.db.plan.findUniqueOrThrow({ where: { id: plan.id } });
    expect(row).toMatchObject({ clerkId: null, clerkName: null, priceMonthlyCents: 900 });
    expect(await database.db.plan.count({ where: { clerkId: known.id } })).toBe(0);
  });
});

describe('the source', () => {
  const source = { kind: 'clerk' as const };

  test('may be missing, and may fail for a reason of its own', async () => {
    const { admin } = await prepare();
    await expect(previewImport(admin, { source })).rejects.toMatchObject({ code: 'NOT_CONFIGURED' });
    const details = { reason: 'not_found' as const, status: 404 };
    const refusal = new DomainError('CLERK_FAILED', 'Billing is off.', details);
    const failing = { ...admin, clerkPlans: () => Promise.reject(refusal) };
    await expect(previewImport(failing, { source })).rejects.toBe(refusal);
    await expect(applyImport(failing, { source, previewId: '' })).rejects.toBe(refusal);
  });

  test('is asked again when the import is applied', async () => {
    const { admin, added } = await prepare();
    let plans = [added];
    const ctx = { ...admin, clerkPlans: async () => plans };
    const { previewId } = await previewImport(ctx, { source });
    plans = [{ ...added, name: 'Renamed' }];
    await expect(applyImport(ctx, { source, previewId })).rejects.toMatchObject({ code: 'OUT_OF_DATE' });
  });

  test('a pasted text that is no plan list is refused with its line', async () => {
    const { admin } = await prepare();
    const broken = { source: { kind: 'paste' as const, json: '[\n  oops\n]' } };
    await expect(previewImport(admin, broken)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('Line 2'),
    });
  });
});

test('users may not import', async () => {
  const user = await createAccount(database.db);
  const input = paste([clerkPlan({ id: 'c', name: newPlan().name })]);
  await expect(previewImport(user.own, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const refused = applyImport(user.own, { ...input, previewId: '' });
  await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
