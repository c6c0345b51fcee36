import { z } from 'zod';
import { ClerkItem, type ToldSnapshot, toSnapshot } from './clerk-item.ts';

const Payer = z.object({ user_id: z.string().nullish(), organization_id: z.string().nullish() }).nullish();

const Subscription = z.object({
  id: z.string().min(1),
  status: z.string(),
  payer: Payer,
  items: z.array(ClerkItem).default([]),
});

const Payment = z.object({
  id: z.string().min(1),
  payment_id: z.string().nullish(),
  status: z.string(),
  charge_type: z.string().nullish(),
  payer: Payer,
  failed_reason: z.object({ code: z.string().nullish(), decline_code: z.string().nullish() }).nullish(),
  totals: z
    .object({ grand_total: z.object({ amount: z.int(), currency: z.string().nullish() }).nullish() })
    .nullish(),
  subscription_items: z.array(ClerkItem).default([]),
});

/** What one event about billing says, in Scrip's words. */
export type BillingEvent = {
  payer: { clerkUserId: string | null; isOrganization: boolean };
  status: string;
  /** Empty for payments: theirs may be older than what is known. */
  snapshots: ToldSnapshot[];
  planKey: string | null;
  metadata: Record<string, z.core.util.JSONType>;
};

const billingTypes = [
  'subscription.created',
  'subscription.updated',
  'subscription.active',
  'subscription.pastDue',
  'subscriptionItem.created',
  'subscriptionItem.updated',
  'subscriptionItem.active',
  'subscriptionItem.canceled',
  'subscriptionItem.upcoming',
  'subscriptionItem.ended',
  'subscriptionItem.abandoned',
  'subscriptionItem.incomplete',
  'subscriptionItem.pastDue',
  'subscriptionItem.freeTrialEnding',
  'paymentAttempt.created',
  'paymentAttempt.updated',
] as const;

export function isBillingType(type: string): boolean {
  return (billingTypes as readonly string[]).includes(type);
}

/** @throws ZodError when this is not what Clerk sends under that type. */
export function readBillingEvent(type: string, data: unknown, stateAt: Date): BillingEvent {
  if (type.startsWith('paymentAttempt.')) return readPayment(Payment.parse(data));
  if (type.startsWith('subscriptionItem.')) {
    const item = ClerkItem.parse(data);
    return toEvent(item.status, item.payer, [toSnapshot(item, { subscriptionId: null, stateAt })]);
  }
  const { id, status, payer, items } = Subscription.parse(data);
  return toEvent(
    status,
    payer ?? items.find((item) => item.payer)?.payer,
    items.map((item) => toSnapshot(item, { subscriptionId: id, stateAt })),
  );
}

function toEvent(status: string, payer: z.infer<typeof Payer>, snapshots: ToldSnapshot[]): BillingEvent {
  const main = snapshots.find((item) => item.status === status) ?? snapshots[0];
  return {
    payer: toPayer(payer),
    status,
    snapshots,
    planKey: main?.planKey ?? null,
    metadata: { items: snapshots.map(describeItem) },
  };
}

/** What the figures need of an item, as the event tells it. */
export function describeItem(snapshot: Omit<ToldSnapshot, 'hasPaidNothing'>) {
  const { itemId, planKey, status, period, isFreeTrial, amountCents, currency } = snapshot;
  return {
    itemId,
    planKey,
    status,
    period,
    isFreeTrial,
    amountCents,
    currency,
    periodStart: snapshot.periodStart.toISOString(),
    periodEnd: snapshot.periodEnd?.toISOString() ?? null,
  };
}

function readPayment(payment: z.infer<typeof Payment>): BillingEvent {
  const item = payment.subscription_items[0];
  const total = payment.totals?.grand_total;
  return {
    payer: toPayer(payment.payer ?? item?.payer),
    status: payment.status,
    snapshots: [],
    planKey: item?.plan?.id ?? item?.plan_id ?? null,
    metadata: {
      paymentId: payment.payment_id ?? payment.id,
      chargeType: payment.charge_type ?? null,
      amountCents: total?.amount ?? null,
      currency: total?.currency ?? null,
      failure: payment.failed_reason?.decline_code ?? payment.failed_reason?.code ?? null,
    },
  };
}

function toPayer(payer: z.infer<typeof Payer>): BillingEvent['payer'] {
  return {
    clerkUserId: payer?.user_id || null,
    isOrganization: !payer?.user_id && Boolean(payer?.organization_id),
  };
}
