import type { Plan } from './schema.ts';

/** What of a plan is changed by people or by an import, and kept by the audit. */
type PlanContent = Omit<Plan, 'id' | 'version' | 'createdAt' | 'updatedAt'>;

export function contentOf({
  id: _id,
  version: _version,
  createdAt: _created,
  updatedAt: _updated,
  ...plan
}: Plan): PlanContent {
  return plan;
}

type Change = { before: Partial<PlanContent>; after: Partial<PlanContent> };

/** The fields in which `next` differs, as they are and as they will be; null when it differs in none. */
export function diffPlan(plan: Plan, next: Partial<PlanContent>): Change | null {
  const current = contentOf(plan);
  const names = Object.keys(next).filter((name) => {
    const [a, b] = [Reflect.get(current, name), Reflect.get(next, name)];
    return JSON.stringify(a) !== JSON.stringify(b);
  });
  if (names.length === 0) return null;
  const pick = (from: object) => Object.fromEntries(names.map((name) => [name, Reflect.get(from, name)]));
  return { before: pick(current), after: pick(next) };
}
