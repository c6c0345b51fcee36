import { z } from 'zod';
import { type ItemSnapshot, itemStatuses } from './facts.ts';
import { firstPaidStart } from './first-period.ts';

const Instant = z
  .number()
  .min(0)
  .transform((ms) => new Date(ms));
/** Clerk leaves out what is not so, says null, or, for instants, 0. */
const MaybeInstant = z
  .number()
  .nullish()
  .transform((ms) => (ms ? new Date(ms) : null));
const Money = z.object({ amount: z.int(), currency: z.string().nullish() });
const Cents = z.union([z.number(), Money.transform(({ amount }) => amount)]).nullish();

/** A subscription item, as webhooks and the Backend API tell it, as far as Scrip reads it. */
export const ClerkItem = z.object({
  id: z.string().min(1).max(200),
  status: z.enum(itemStatuses),
  plan: z
    .object({
      id: z.string().min(1),
      amount: z.number().nullish(),
      currency: z.string().nullish(),
      free_trial_days: z.number().nullish(),
    })
    .nullish(),
  plan_id: z.string().nullish(),
  plan_period: z.enum(['month', 'annual']),
  period_start: Instant,
  period_end: MaybeInstant,
  canceled_at: MaybeInstant,
  past_due_at: MaybeInstant,
  ended_at: MaybeInstant,
  created_at: MaybeInstant,
  updated_at: MaybeInstant,
  /** Only the Backend API is sure to tell. */
  is_free_trial: z.boolean().nullish(),
  lifetime_paid: Cents,
  amount: z.union([Money, z.number().transform((amount) => ({ amount, currency: null }))]).nullish(),
  payer: z.object({ user_id: z.string().nullish(), organization_id: z.string().nullish() }).nullish(),
});
export type ClerkItem = z.infer<typeof ClerkItem>;

/** `isFreeTrial` is null where the message does not say. */
export type ToldSnapshot = Omit<ItemSnapshot, 'isFreeTrial'> & {
  isFreeTrial: boolean | null;
  hasPaidNothing: boolean;
};

export function toSnapshot(
  item: ClerkItem,
  { subscriptionId, stateAt }: { subscriptionId: string | null; stateAt: Date },
): ToldSnapshot {
  const amountCents = item.amount?.amount ?? item.plan?.amount ?? null;
  const isOver = item.period_end !== null && item.period_end <= item.period_start;
  return {
    itemId: item.id,
    subscriptionId,
    planKey: item.plan?.id ?? item.plan_id ?? null,
    period: item.plan_period,
    status: item.status,
    firstPaidStart: firstPaidStart({
      createdAt: item.created_at,
      trialDays: item.plan?.free_trial_days ?? 0,
      periodStart: item.period_start,
      period: item.plan_period,
      paidCents: item.lifetime_paid ?? null,
      amountCents,
    }),
    periodStart: item.period_start,
    periodEnd: isOver ? null : item.period_end,
    canceledAt: item.canceled_at,
    pastDueSince: item.status === 'past_due' ? (item.past_due_at ?? stateAt) : item.past_due_at,
    endedAt: item.ended_at,
    isFreeTrial: item.is_free_trial ?? null,
    hasPaidNothing: amountCents !== null && amountCents > 0 && item.lifetime_paid === 0,
    amountCents,
    currency: (item.amount?.currency ?? item.plan?.currency ?? null)?.toUpperCase() ?? null,
    stateAt,
  };
}
