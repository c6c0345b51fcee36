import { z } from 'zod';

const Money = z.object({
  amount: z.number().int().min(0),
  amount_formatted: z.string(),
  currency: z.string(),
  currency_symbol: z.string(),
});

/** A plan as Clerk's Backend API tells it. */
export const BillingPlan = z.object({
  object: z.literal('commerce_plan'),
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  description: z.string().nullable(),
  is_default: z.boolean(),
  is_recurring: z.boolean(),
  has_base_fee: z.boolean(),
  publicly_visible: z.boolean(),
  fee: Money.nullable(),
  annual_fee: Money.nullable(),
  annual_monthly_fee: Money.nullable(),
  for_payer_type: z.enum(['user', 'org']),
  features: z.array(
    z.object({
      object: z.literal('feature'),
      id: z.string(),
      name: z.string(),
      description: z.string().nullable(),
      slug: z.string(),
      avatar_url: z.string().nullable(),
    }),
  ),
  free_trial_days: z.number().int().nullable(),
  free_trial_enabled: z.boolean(),
  avatar_url: z.string().nullable(),
});
export type BillingPlan = z.infer<typeof BillingPlan>;

/** What somebody would enter in Clerk's dashboard. Prices are in cents of US dollars, as Clerk charges them. */
export type BillingPlanInput = {
  id: string;
  name: string;
  description?: string | null;
  /** null: free. */
  monthlyCents: number | null;
  /** What a whole year costs. */
  yearlyCents?: number | null;
  features?: string[];
  forPayerType?: 'user' | 'org';
  publiclyVisible?: boolean;
  freeTrialDays?: number | null;
};

export const MONTHS_PER_YEAR = 12;

export function money(amount: number): z.infer<typeof Money> {
  return { amount, amount_formatted: (amount / 100).toFixed(2), currency: 'USD', currency_symbol: '$' };
}

function slugOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
}

export function toBillingPlan(plan: BillingPlanInput): BillingPlan {
  const { monthlyCents, yearlyCents = null, freeTrialDays = null } = plan;
  return {
    object: 'commerce_plan',
    id: plan.id,
    name: plan.name,
    slug: slugOf(plan.name),
    description: plan.description ?? null,
    is_default: monthlyCents === null,
    is_recurring: monthlyCents !== null,
    has_base_fee: monthlyCents !== null,
    publicly_visible: plan.publiclyVisible ?? true,
    fee: money(monthlyCents ?? 0),
    annual_fee: yearlyCents === null ? null : money(yearlyCents),
    annual_monthly_fee: yearlyCents === null ? null : money(Math.round(yearlyCents / MONTHS_PER_YEAR)),
    for_payer_type: plan.forPayerType ?? 'user',
    features: (plan.features ?? []).map((name) => ({
      object: 'feature',
      id: `feat_${slugOf(name)}`,
      name,
      description: null,
      slug: slugOf(name),
      avatar_url: null,
    })),
    free_trial_days: freeTrialDays,
    free_trial_enabled: freeTrialDays !== null,
    avatar_url: null,
  };
}
