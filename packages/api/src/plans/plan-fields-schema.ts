import { z } from 'zod';
import { MAX_CREDITS } from '../credits/schema.ts';
import { storageLimitFields } from '../storage/limit-fields-schema.ts';
import { currencyCodes } from './currency.ts';

/** PostgreSQL's INTEGER. */
export const MAX_CENTS = 2_147_483_647;
const MAX_GRACE_DAYS = 90;
const MAX_FEATURES = 30;

export const withoutControls = /^[^\p{Cc}\p{Cs}]*$/u;

/** A text of one line. */
export function line(what: string, max: number) {
  return z
    .string()
    .trim()
    .max(max, `${what} has at most ${max} characters.`)
    .regex(withoutControls, `${what} must not contain control characters.`);
}

/** Empty counts as none. */
function optionalLine(what: string, max: number) {
  return line(what, max)
    .transform((text) => text || null)
    .nullable()
    .default(null);
}

const name = line('A name', 80).min(1, 'Give the plan a name.');

const Credits = z
  .int('Credits are whole numbers.')
  .min(0, 'Credits are 0 or more.')
  .max(MAX_CREDITS, `At most ${MAX_CREDITS} credits.`);

const PriceCents = z
  .int('A price is a whole number of cents.')
  .min(0, 'A price is 0 or more.')
  .max(MAX_CENTS, `A price is at most ${MAX_CENTS} cents.`)
  .nullable()
  .default(null);

const Currency = z
  .string()
  .trim()
  .toUpperCase()
  .transform((code) => code || null)
  .refine((code) => code === null || currencyCodes().has(code), 'Use a currency code such as USD or EUR.')
  .nullable()
  .default(null);

const Description = z
  .string()
  .trim()
  .max(2000, 'A description has at most 2000 characters.')
  .regex(/^[^\0\p{Cs}]*$/u, 'A description must not contain the character U+0000.')
  .transform((text) => text || null)
  .nullable()
  .default(null);

export const PlanFeature = z.strictObject({
  name: line('A feature', 120).min(1, 'Name the feature, or remove it.'),
  description: optionalLine('The text of a feature', 300),
});
export type PlanFeature = z.infer<typeof PlanFeature>;

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

const CtaUrl = line('A link', 2000)
  .transform((text) => text || null)
  .refine((text) => text === null || isWebAddress(text), 'A link begins with http:// or https://.')
  .nullable()
  .default(null);

export const ctaTypes = ['checkout', 'link', 'contact'] as const;
export const billingSources = ['clerk', 'manual'] as const;
export const creditRenewals = ['reset', 'rollover'] as const;

/**
 * What a subscription grants, as columns of Plan and not as one JSON value: the jobs that renew ask for single ones,
 * the database checks each by itself, and a change shows in the audit as the one number that changed.
 * docs/plans-and-credits.md says what each means.
 */
const creditPolicyFields = {
  /** Per period: a month, or a year of yearly billing unless `monthlyCreditsOnYearly`. */
  credits: Credits,
  creditRenewal: z.enum(creditRenewals).default('reset'),
  /** The most that rolls over into the next period; null: everything. */
  rolloverCapCredits: Credits.min(1, 'A cap of 0 is a reset.').nullable().default(null),
  monthlyCreditsOnYearly: z.boolean().default(true),
  /** Instead of `credits`, while a free trial lasts. */
  trialCredits: Credits.default(0),
  /** Once per user and plan, with the first paid period; they never expire. */
  oneTimeCredits: Credits.default(0),
  pastDueGraceDays: z
    .int('Days are whole numbers.')
    .min(0, 'Days are 0 or more.')
    .max(MAX_GRACE_DAYS, `At most ${MAX_GRACE_DAYS} days.`)
    .default(7),
};

/** What people enter of a plan. */
export const planFields = {
  name,
  clerkId: optionalLine('A Clerk plan id', 255),
  billingSource: z.enum(billingSources).default('clerk'),
  ...creditPolicyFields,
  /** What its subscribers may store; null: as everybody. */
  ...storageLimitFields,
  currency: Currency,
  priceMonthlyCents: PriceCents,
  priceYearlyCents: PriceCents,
  description: Description,
  features: z.array(PlanFeature).max(MAX_FEATURES, `At most ${MAX_FEATURES} features.`).default([]),
  badge: optionalLine('A badge', 30),
  highlight: z.boolean().default(false),
  /** null: the card has no button. */
  ctaType: z.enum(ctaTypes).nullable().default('checkout'),
  ctaLabel: optionalLine('A button', 40),
  ctaUrl: CtaUrl,
};

type PlanFields = z.output<z.ZodObject<typeof planFields>>;

/** The rules between fields; those of one field are in its schema. */
export function checkPlan(plan: PlanFields, ctx: z.RefinementCtx<PlanFields>): void {
  const refuse = (path: keyof PlanFields, message: string) =>
    ctx.addIssue({ code: 'custom', path: [path], message });
  const hasPrice = plan.priceMonthlyCents !== null || plan.priceYearlyCents !== null;
  if (hasPrice && plan.currency === null) refuse('currency', 'A price needs a currency.');
  if (plan.rolloverCapCredits !== null && plan.creditRenewal === 'reset') {
    refuse('rolloverCapCredits', 'A cap needs credits that roll over.');
  }
  if (plan.billingSource === 'manual' && plan.clerkId !== null) {
    refuse('clerkId', 'A plan that is billed manually has no Clerk plan id.');
  }
  if (plan.billingSource === 'manual' && plan.ctaType === 'checkout') {
    refuse('ctaType', 'A plan that is billed manually has no checkout: choose a link, contact or no button.');
  }
  const needsUrl = plan.ctaType === 'link' || plan.ctaType === 'contact';
  if (needsUrl && plan.ctaUrl === null) refuse('ctaUrl', 'This button needs a link.');
  if (!needsUrl && plan.ctaUrl !== null) refuse('ctaUrl', 'Only a link or contact button has a link.');
}
