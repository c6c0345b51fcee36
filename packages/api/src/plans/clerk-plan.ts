import { z } from 'zod';
import { MAX_CENTS, withoutControls } from './plan-fields-schema.ts';

const anId = 'a plan id such as "cplan_..."';
const aName = 'the name of the plan';

const Money = z.object({
  amount: z
    .int('a whole number of cents')
    .min(0, 'an amount of 0 or more')
    .max(MAX_CENTS, `an amount of at most ${MAX_CENTS}`),
  currency: z
    .string('a currency code such as "USD"')
    .regex(/^[A-Za-z]{3}$/, 'a currency code such as "USD"')
    .toUpperCase(),
});

const Feature = z.object({
  name: z.string('the name of the feature').min(1, 'the name of the feature'),
  description: z.string('a text or null').nullish(),
});

/**
 * A plan as Clerk's Backend API tells it (BillingPlanJSON), as far as Scrip reads it. The messages say what was
 * expected, to be put behind a place.
 */
export const ClerkPlan = z.object({
  id: z
    .string(anId)
    .min(1, anId)
    .max(255, 'at most 255 characters long')
    .regex(withoutControls, 'free of control characters'),
  name: z
    .string(aName)
    .trim()
    .min(1, aName)
    .max(255, 'at most 255 characters long')
    .regex(withoutControls, 'free of control characters'),
  description: z.string('a text or null').nullish(),
  for_payer_type: z.enum(['user', 'org'], '"user" or "org"').default('user'),
  publicly_visible: z.boolean('true or false').default(true),
  has_base_fee: z.boolean('true or false').default(true),
  fee: Money.nullish(),
  annual_fee: Money.nullish(),
  annual_monthly_fee: Money.nullish(),
  features: z.array(Feature, 'a list of features').nullish(),
});
export type ClerkPlan = z.infer<typeof ClerkPlan>;

/** All plans that Clerk has. @throws DomainError CLERK_FAILED, telling apart why Clerk did not answer. */
export type ClerkPlanSource = () => Promise<ClerkPlan[]>;
