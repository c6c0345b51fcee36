import { z } from 'zod';

const instant = z.number().int();
const cents = z.number().int().min(0);

/** What one user subscribes to; made with the first checkout, or with the user when there is a free default plan. */
export const SubscriptionRecord = z.object({
  id: z.string(),
  userId: z.string(),
  payerId: z.string(),
  paymentSourceId: z.string(),
  status: z.enum(['active', 'past_due', 'incomplete', 'ended', 'abandoned']),
  createdAt: instant,
  updatedAt: instant,
  activeAt: instant.nullable(),
  pastDueAt: instant.nullable(),
  endedAt: instant.nullable(),
  latestPaymentId: z.string().nullable(),
  hasUsedTrial: z.boolean(),
  /** So many of the next recurring payments are declined. */
  declinesLeft: z.number().int().min(0),
  /** Of the newest event; each has a later one. */
  lastEventAt: instant,
});
export type SubscriptionRecord = z.infer<typeof SubscriptionRecord>;

const PlanPeriod = z.enum(['month', 'annual']);
export type PlanPeriod = z.infer<typeof PlanPeriod>;

/** The unused part of the plan that this item replaced, taken off its first payment. */
const Proration = z.object({
  amountCents: cents,
  daysRemaining: z.number().min(0),
  daysTotal: z.number().min(0),
});
export type Proration = z.infer<typeof Proration>;

/** One plan for one user, from its checkout to its end; its periods follow each other. */
export const ItemRecord = z.object({
  id: z.string(),
  subscriptionId: z.string(),
  planId: z.string(),
  planPeriod: PlanPeriod,
  status: z.enum(['incomplete', 'upcoming', 'active', 'past_due', 'canceled', 'ended', 'abandoned']),
  amountCents: cents,
  /** Periods are counted from here, so that the 31st comes back after a short month. */
  anchorAt: instant,
  periodStart: instant,
  periodEnd: instant.nullable(),
  isFreeTrial: z.boolean(),
  isTrialEndTold: z.boolean(),
  /** A failed payment was for the period that runs, or for the one that would follow. */
  owes: z.enum(['this period', 'next period']).nullable(),
  retries: z.number().int().min(0),
  createdAt: instant,
  updatedAt: instant,
  canceledAt: instant.nullable(),
  pastDueAt: instant.nullable(),
  endedAt: instant.nullable(),
  lifetimePaidCents: cents,
  proration: Proration,
});
export type ItemRecord = z.infer<typeof ItemRecord>;

export const PaymentRecord = z.object({
  id: z.string(),
  paymentId: z.string(),
  statementId: z.string(),
  subscriptionId: z.string(),
  itemId: z.string(),
  chargeType: z.enum(['checkout', 'recurring']),
  status: z.enum(['pending', 'paid', 'failed']),
  amountCents: cents,
  createdAt: instant,
  updatedAt: instant,
});
export type PaymentRecord = z.infer<typeof PaymentRecord>;
