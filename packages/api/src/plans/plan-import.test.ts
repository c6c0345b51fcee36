import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClerkPlan } from './clerk-plan.ts';
import { planImport } from './plan-import.ts';
import type { Plan } from './schema.ts';
import { ours } from './test-support.ts';

function theirs(id: string, name: string, plan: object = {}): ClerkPlan {
  return ClerkPlan.parse({ id, name, fee: { amount: 900, currency: 'USD' }, ...plan });
}

function itemOf(clerkPlan: ClerkPlan, plans: Plan[], scope: 'plans' | 'prices' = 'plans') {
  return planImport([clerkPlan], plans, scope).items[0];
}

describe('matching', () => {
  test('goes by the Clerk plan id, whatever the names are', () => {
    const plans = [ours({ id: 'a', clerkId: 'c1', name: 'Old' }), ours({ id: 'b', name: 'Pro' })];
    expect(itemOf(theirs('c1', 'Pro'), plans)).toMatchObject({
      outcome: 'change',
      plan: { id: 'a' },
      matchedBy: 'clerkId',
      changes: [{ field: 'clerkName', from: null, to: 'Pro' }],
    });
  });

  test('else by the exact name among plans without an id, which then get it', () => {
    const plans = [ours({ id: 'a', name: 'pro' }), ours({ id: 'b', name: 'Pro' })];
    expect(itemOf(theirs('c1', 'Pro'), plans)).toMatchObject({
      outcome: 'change',
      plan: { id: 'b' },
      matchedBy: 'name',
      changes: [{ field: 'clerkId', from: null, to: 'c1' }, { field: 'clerkName' }],
    });
  });

  test('takes none of two plans here with the name, and says so', () => {
    const plans = [ours({ id: 'a', name: 'Pro' }), ours({ id: 'b', clerkName: 'Pro' })];
    expect(itemOf(theirs('c1', 'Pro'), plans)).toMatchObject({
      outcome: 'unresolved',
      plan: null,
      reason: expect.stringContaining('2 plans here are called “Pro”'),
    });
  });

  test('gives a plan here to none of two plans at Clerk with its name', () => {
    const twins = [theirs('c1', 'Pro'), theirs('c2', 'Pro')];
    const { items } = planImport(twins, [ours({ id: 'a', name: 'Pro' })], 'plans');
    expect(items.map(({ outcome }) => outcome)).toEqual(['unresolved', 'unresolved']);
  });

  test('does not turn a plan that is billed manually into one of Clerk', () => {
    const manual = ours({ id: 'a', name: 'Pro', billingSource: 'manual', ctaType: null });
    expect(itemOf(theirs('c1', 'Pro'), [manual])).toMatchObject({ outcome: 'unresolved', plan: null });
  });
});

const names = fc.constantFrom('A', 'B', 'a');
const anyClerkPlans = fc
  .uniqueArray(fc.record({ id: fc.constantFrom('c1', 'c2', 'c3', 'c4'), name: names }), {
    selector: ({ id }) => id,
  })
  .map((plans) => plans.map(({ id, name }) => theirs(id, name)));
const anyPlans = fc
  .array(
    fc.record({
      name: names,
      clerkId: fc.option(fc.constantFrom('c1', 'c2', 'c9')),
      clerkName: fc.option(names),
    }),
    {
      maxLength: 5,
    },
  )
  .map((plans) =>
    plans
      .filter(
        ({ clerkId }, index) => !clerkId || plans.findIndex((plan) => plan.clerkId === clerkId) === index,
      )
      .map((plan, index) => ours({ id: `p${index}`, ...plan })),
  );

test('whatever is on both sides: ids decide first, no plan is matched twice, and names match one to one only', () => {
  fc.assert(
    fc.property(anyClerkPlans, anyPlans, (clerkPlans, plans) => {
      const { items } = planImport(clerkPlans, plans, 'plans');
      expect(items.map(({ clerkId }) => clerkId)).toEqual(clerkPlans.map(({ id }) => id));
      const matched = items.flatMap(({ plan }) => plan?.id ?? []);
      expect(new Set(matched).size).toBe(matched.length);
      for (const { clerkId, clerkName, plan, matchedBy, outcome } of items) {
        const byId = plans.find((candidate) => candidate.clerkId === clerkId);
        if (byId) expect([plan?.id, matchedBy]).toEqual([byId.id, 'clerkId']);
        if (matchedBy !== 'name') continue;
        const called = plans.filter((one) => !one.clerkId && (one.clerkName ?? one.name) === clerkName);
        expect(called.map(({ id }) => id)).toEqual([plan?.id]);
        expect(outcome).toBe('change');
      }
    }),
    { numRuns: 1000 },
  );
});

test('nothing is left to do once everything was done, in any order of either list', () => {
  fc.assert(
    fc.property(anyClerkPlans, anyPlans, (clerkPlans, plans) => {
      const { items } = planImport(clerkPlans, plans, 'plans');
      const reversed = planImport(clerkPlans.toReversed(), plans.toReversed(), 'plans').items.toReversed();
      expect(reversed).toEqual(items);
      const done = plans.map((plan) => {
        const changes = items.find((item) => item.plan?.id === plan.id)?.changes ?? [];
        return { ...plan, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) };
      });
      const due = items.filter(({ outcome }) => outcome === 'create');
      const created = due.map(({ clerkId, clerkName }) => ours({ id: clerkId, clerkId, clerkName }));
      const again = planImport(clerkPlans, [...done, ...created], 'plans').items;
      for (const { outcome } of again) expect(['same', 'unresolved']).toContain(outcome);
    }),
  );
});

describe('prices', () => {
  const known = [ours({ id: 'a', clerkId: 'c1', name: 'Pro', clerkName: 'Pro' })];

  test('change field by field; names and texts are left alone', () => {
    const plan = theirs('c1', 'Renamed', { fee: { amount: 1200, currency: 'EUR' }, description: 'New' });
    expect(itemOf(plan, known, 'prices')).toMatchObject({
      outcome: 'change',
      changes: [
        { field: 'currency', from: 'USD', to: 'EUR' },
        { field: 'priceMonthlyCents', from: 900, to: 1200 },
      ],
    });
    expect(itemOf(theirs('c9', 'New'), known, 'prices')).toMatchObject({ outcome: 'skipped' });
  });

  test.each([
    [{ annual_fee: { amount: 9000, currency: 'USD' } }, 9000],
    [{ annual_monthly_fee: { amount: 800, currency: 'USD' } }, 9600],
    [
      { annual_fee: { amount: 9000, currency: 'USD' }, annual_monthly_fee: { amount: 750, currency: 'USD' } },
      9000,
    ],
  ])('a year costs what the whole year costs: %j', (fees, cents) => {
    expect(itemOf(theirs('c1', 'Pro', fees), known)).toMatchObject({
      changes: [{ field: 'priceYearlyCents', from: null, to: cents }],
    });
  });

  test.each([
    [{ annual_fee: { amount: 9000, currency: 'EUR' } }, 'several currencies: USD, EUR'],
    [{ fee: { amount: 1, currency: 'XYZ' } }, 'XYZ, which is no known currency'],
    [{ annual_monthly_fee: { amount: 2_147_483_647, currency: 'USD' } }, 'more than'],
  ])('that cannot be told are left alone, with the reason: %j', (fees, reason) => {
    const item = itemOf(theirs('c1', 'Pro', fees), known);
    expect(item).toMatchObject({
      outcome: 'unresolved',
      changes: [],
      reason: expect.stringContaining(reason),
    });
  });
});

describe('new plans', () => {
  test('take name, texts, features and prices; a plan without a fee costs nothing', () => {
    const plan = { fee: null, has_base_fee: false, description: 'For all', features: [{ name: 'Chat' }] };
    expect(itemOf(theirs('c1', 'Free', plan), [])).toMatchObject({
      outcome: 'create',
      plan: null,
      changes: [
        { field: 'clerkId', to: 'c1' },
        { field: 'name', to: 'Free' },
        { field: 'currency', to: 'USD' },
        { field: 'priceMonthlyCents', to: 0 },
        { field: 'priceYearlyCents', to: null },
        { field: 'description', to: 'For all' },
        { field: 'features', to: [{ name: 'Chat', description: null }] },
        { field: 'clerkName', to: 'Free' },
      ],
    });
  });

  test('that Scrip could not keep are left alone instead of failing the others', () => {
    expect(itemOf(theirs('c1', 'x'.repeat(81)), [])).toMatchObject({
      outcome: 'unresolved',
      reason: expect.stringContaining('at most 80 characters'),
    });
    expect(itemOf(theirs('c1', 'Org', { for_payer_type: 'org' }), [])).toMatchObject({ outcome: 'skipped' });
  });
});

test('plans here that Clerk does not list are told and left alone', () => {
  const plans = [ours({ id: 'a', clerkId: 'c1' }), ours({ id: 'b', clerkId: 'c2' }), ours({ id: 'c' })];
  expect(planImport([theirs('c1', 'a')], plans, 'plans').absent).toEqual([
    { id: 'b', name: 'b', clerkId: 'c2' },
  ]);
});
