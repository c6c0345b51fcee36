import { sentenceOf } from '../validation.ts';
import type { ClerkPlan } from './clerk-plan.ts';
import { listedPriceOf } from './clerk-price.ts';
import type { FieldChange, ImportItem } from './import-schema.ts';
import { diffPlan } from './plan-fields.ts';
import type { PlanFeature } from './plan-fields-schema.ts';
import { CreatePlanInput, type Plan } from './schema.ts';

export type ImportScope = 'plans' | 'prices';

/** What an import would do, with what it needs to do it. */
export type PlanImport = {
  items: ImportItem[];
  absent: { id: string; name: string; clerkId: string }[];
};

type Match = { plan: Plan; by: 'clerkId' | 'name' } | { plan: null; reason: string | null };

/**
 * Compares Clerk's plans with ours. A plan is found by its Clerk plan id, else by its exact name among the plans that
 * have no id; where more than one could be meant, on either side, none is taken and the reason says so.
 */
export function planImport(clerkPlans: ClerkPlan[], plans: Plan[], scope: ImportScope): PlanImport {
  const clerkIds = new Set(clerkPlans.map(({ id }) => id));
  return {
    items: clerkPlans.map((clerkPlan) => planItem(clerkPlan, findMatch(clerkPlan, clerkPlans, plans), scope)),
    absent: plans.flatMap(({ id, name, clerkId }) =>
      clerkId !== null && !clerkIds.has(clerkId) ? [{ id, name, clerkId }] : [],
    ),
  };
}

function findMatch(clerkPlan: ClerkPlan, clerkPlans: ClerkPlan[], plans: Plan[]): Match {
  const byId = plans.find(({ clerkId }) => clerkId === clerkPlan.id);
  if (byId) return { plan: byId, by: 'clerkId' };
  const namesakes = plans.filter((plan) => plan.clerkId === null && isCalled(plan, clerkPlan.name));
  const [plan] = namesakes;
  if (!plan) return { plan: null, reason: null };
  if (namesakes.length > 1) {
    const reason = `${namesakes.length} plans here are called “${clerkPlan.name}”. Give the right one its Clerk plan id.`;
    return { plan: null, reason };
  }
  const rivals = clerkPlans.filter(
    ({ id, for_payer_type, name }) =>
      for_payer_type === 'user' && isCalled(plan, name) && !plans.some(({ clerkId }) => clerkId === id),
  );
  if (rivals.length > 1) {
    const reason = `${rivals.length} plans at Clerk could be “${plan.name}”. Give it the Clerk plan id of the right one.`;
    return { plan: null, reason };
  }
  if (plan.billingSource === 'manual') {
    const reason = `“${plan.name}” is billed manually. Set its billing source to Clerk, or rename one of the two.`;
    return { plan: null, reason };
  }
  return { plan, by: 'name' };
}

/** Exactly, and by the name that it has at Clerk where that is known. */
function isCalled(plan: Plan, name: string): boolean {
  return (plan.clerkName ?? plan.name) === name;
}

function planItem(clerkPlan: ClerkPlan, match: Match, scope: ImportScope): ImportItem {
  const { id: clerkId, name: clerkName } = clerkPlan;
  const price = listedPriceOf(clerkPlan);
  const plan = match.plan && { id: match.plan.id, name: match.plan.name };
  const currency = 'problem' in price ? null : price.currency;
  const item = { clerkId, clerkName, plan, matchedBy: match.plan ? match.by : null, currency };
  const leave = (outcome: 'unresolved' | 'skipped', reason: string): ImportItem => ({
    ...item,
    outcome,
    changes: [],
    reason,
  });
  if (clerkPlan.for_payer_type === 'org')
    return leave('skipped', 'It is for organizations, which Scrip has none of.');
  if (!match.plan && match.reason) return leave('unresolved', match.reason);
  if ('problem' in price) return leave('unresolved', price.problem);
  if (!match.plan) {
    if (scope === 'prices') return leave('skipped', 'There is no such plan here.');
    const content = newPlanOf(clerkPlan, price);
    const { error } = CreatePlanInput.safeParse({ ...content, credits: 0 });
    if (error) return leave('unresolved', sentenceOf(error));
    const changes = changesOf({}, { ...content, clerkName });
    return { ...item, outcome: 'create', changes, reason: null };
  }
  const change = diffPlan(match.plan, scope === 'prices' ? price : { clerkId, clerkName, ...price });
  const changes = change ? changesOf(change.before, change.after) : [];
  return { ...item, outcome: change ? 'change' : 'same', changes, reason: null };
}

/** What Clerk tells of a plan that is new here; its text and features are ours from then on. */
function newPlanOf(clerkPlan: ClerkPlan, price: object) {
  const features: PlanFeature[] = (clerkPlan.features ?? []).map(({ name, description }) => ({
    name,
    description: description || null,
  }));
  const { id: clerkId, name, description } = clerkPlan;
  return { clerkId, name, ...price, description: description || null, features };
}

function changesOf(before: object, after: object): FieldChange[] {
  return Object.entries(after).map(([field, to]) => ({
    field,
    from: Reflect.get(before, field) ?? null,
    to,
  }));
}
