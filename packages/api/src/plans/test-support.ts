import { randomUUID } from 'node:crypto';
import type { Database } from '@scrip/database';
import { createAccount, type TestAccount } from '@scrip/testing';
import { ClerkPlan } from './clerk-plan.ts';
import { createPlan } from './create-plan.ts';
import type { CreatePlanInput, Plan, UpdatePlanInput } from './schema.ts';

/** An admin, and a plan of a name and a Clerk id that nothing else has. */
export async function createPlanAsAdmin(
  db: Database,
  input: Partial<CreatePlanInput> = {},
): Promise<{ admin: TestAccount; plan: Plan }> {
  const admin = await createAccount(db, { role: 'ADMIN', credits: 0 });
  return { admin, plan: await createPlan(admin.own, newPlan(input)) };
}

export function newPlan(input: Partial<CreatePlanInput> = {}): CreatePlanInput {
  const name = `Plan ${randomUUID()}`;
  return { name, credits: 1000, clerkId: `cplan_${randomUUID()}`, ...input };
}

/** The plan as it is, as the input of a change. */
export function toUpdate({
  id,
  active: _active,
  clerkName: _clerkName,
  createdAt: _created,
  updatedAt: _updated,
  ...plan
}: Plan): UpdatePlanInput {
  return { ...plan, planId: id };
}

/** Says that a fresh user is on the plan with this key, or was. */
export async function subscribe(db: Database, planKey: string, status = 'active'): Promise<void> {
  const { userId } = await createAccount(db, { credits: 0 });
  const at = new Date();
  await db.subscriptionItem.create({
    data: {
      userId,
      id: randomUUID(),
      provider: 'clerk',
      planKey,
      period: 'month',
      status,
      periodStart: at,
      stateAt: at,
    },
  });
}

export function clerkPlan(plan: Partial<ClerkPlan> & { id: string; name: string }): ClerkPlan {
  return ClerkPlan.parse({ fee: { amount: 900, currency: 'USD' }, ...plan });
}

const at = new Date('2026-11-01T00:00:00Z');

/** A plan as the service knows it, without a database. */
export function ours(plan: Partial<Plan> & { id: string }): Plan {
  return {
    clerkId: null,
    clerkName: null,
    name: plan.id,
    billingSource: 'clerk',
    credits: 100,
    creditRenewal: 'reset',
    rolloverCapCredits: null,
    monthlyCreditsOnYearly: true,
    trialCredits: 0,
    oneTimeCredits: 0,
    pastDueGraceDays: 7,
    uploadMegabytes: null,
    quotaMegabytes: null,
    quotaFiles: null,
    currency: 'USD',
    priceMonthlyCents: 900,
    priceYearlyCents: null,
    description: null,
    features: [],
    badge: null,
    highlight: false,
    ctaType: 'checkout',
    ctaLabel: null,
    ctaUrl: null,
    active: true,
    version: 1,
    createdAt: at,
    updatedAt: at,
    ...plan,
  };
}
