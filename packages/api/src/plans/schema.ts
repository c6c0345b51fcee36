import { z } from 'zod';
import {
  billingSources,
  checkPlan,
  creditRenewals,
  ctaTypes,
  line,
  planFields,
} from './plan-fields-schema.ts';

export const MAX_PLANS = 500;

export const CreatePlanInput = z
  .strictObject({ ...planFields, active: z.boolean().default(true) })
  .superRefine(checkPlan);
export type CreatePlanInput = z.input<typeof CreatePlanInput>;

const PlanId = z.string().min(1);
const Reason = line('A reason', 500).min(3, 'Give a reason of at least 3 characters.');

/** The whole plan as it is to be, based on the `version` that the admin saw. */
export const UpdatePlanInput = z
  .strictObject({ ...planFields, planId: PlanId, version: z.int(), reason: Reason.optional() })
  .superRefine(checkPlan);
export type UpdatePlanInput = z.input<typeof UpdatePlanInput>;

/** For archiving, offering again and deleting. */
export const PlanWithReason = z.strictObject({ planId: PlanId, reason: Reason });
export type PlanWithReason = z.infer<typeof PlanWithReason>;

const PlanIds = z.array(PlanId).max(MAX_PLANS);

/** All plans in their new order, and in the order that the admin saw. */
export const ReorderPlansInput = z.strictObject({ planIds: PlanIds, expectedPlanIds: PlanIds });
export type ReorderPlansInput = z.infer<typeof ReorderPlansInput>;

/** What everybody may know of a plan on offer. */
export const PublicPlan = z.object({
  id: z.string(),
  /** What Clerk's checkout is opened with. */
  clerkId: z.string().nullable(),
  name: z.string(),
  billingSource: z.enum(billingSources),
  credits: z.int(),
  creditRenewal: z.enum(creditRenewals),
  rolloverCapCredits: z.int().nullable(),
  monthlyCreditsOnYearly: z.boolean(),
  trialCredits: z.int(),
  oneTimeCredits: z.int(),
  currency: z.string().nullable(),
  priceMonthlyCents: z.int().nullable(),
  priceYearlyCents: z.int().nullable(),
  description: z.string().nullable(),
  features: z.array(z.object({ name: z.string(), description: z.string().nullable() })),
  badge: z.string().nullable(),
  highlight: z.boolean(),
  ctaType: z.enum(ctaTypes).nullable(),
  ctaLabel: z.string().nullable(),
  ctaUrl: z.string().nullable(),
});
export type PublicPlan = z.infer<typeof PublicPlan>;

export const Plan = PublicPlan.extend({
  clerkName: z.string().nullable(),
  active: z.boolean(),
  pastDueGraceDays: z.int(),
  uploadMegabytes: z.int().nullable(),
  quotaMegabytes: z.int().nullable(),
  quotaFiles: z.int().nullable(),
  version: z.int(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type Plan = z.infer<typeof Plan>;

export const PlanListItem = Plan.extend({
  /** Users with a subscription to it that has not ended. */
  subscribers: z.int(),
});
export type PlanListItem = z.infer<typeof PlanListItem>;
