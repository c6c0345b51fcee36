import type { BillingSubscriptionItemJSON, BillingSubscriptionJSON } from '@clerk/backend';
import type { Context } from '../context.ts';
import { money } from './plan.ts';
import type { ItemRecord, SubscriptionRecord } from './records.ts';

/** When and how much is next taken for an item; null when nothing will be. */
export function nextPaymentOf(item: ItemRecord): { date: number; amountCents: number } | null {
  const { status, periodStart, periodEnd, amountCents, pastDueAt } = item;
  if (amountCents === 0) return null;
  if (status === 'upcoming') return { date: periodStart, amountCents };
  if (status === 'past_due' && pastDueAt !== null) return { date: pastDueAt, amountCents };
  return status === 'active' && periodEnd !== null ? { date: periodEnd, amountCents } : null;
}

/** A subscription item as the Backend API tells it. */
export function itemShape(ctx: Context, item: ItemRecord): BillingSubscriptionItemJSON {
  const payment = nextPaymentOf(item);
  const payerId = ctx.store.subscriptions.get(item.subscriptionId)?.payerId;
  return {
    object: 'commerce_subscription_item',
    id: item.id,
    instance_id: ctx.keys.instanceId,
    status: item.status,
    plan_period: item.planPeriod,
    ...(payerId ? { payer_id: payerId } : {}),
    price_id: item.planId.replace(/^cplan_/, 'cprice_'),
    period_start: item.periodStart,
    period_end: item.periodEnd,
    is_free_trial: item.isFreeTrial,
    ended_at: item.endedAt,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    canceled_at: item.canceledAt,
    past_due_at: item.pastDueAt,
    lifetime_paid: money(item.lifetimePaidCents),
    next_payment: payment && { amount: money(payment.amountCents), date: payment.date },
    amount: money(item.amountCents),
    plan: ctx.store.billingPlans.get(item.planId) ?? null,
    plan_id: item.planId,
  };
}

/** A subscription with all items it ever had, the newest first, as the Backend API tells it. */
export function subscriptionShape(
  ctx: Context,
  subscription: SubscriptionRecord,
  items: ItemRecord[],
): BillingSubscriptionJSON {
  const payments = items.map(nextPaymentOf).filter((payment) => payment !== null);
  const next = payments.toSorted((a, b) => a.date - b.date)[0];
  return {
    object: 'commerce_subscription',
    id: subscription.id,
    instance_id: ctx.keys.instanceId,
    status: subscription.status,
    payer_id: subscription.payerId,
    created_at: subscription.createdAt,
    updated_at: subscription.updatedAt,
    active_at: subscription.activeAt,
    past_due_at: subscription.pastDueAt,
    subscription_items: items.map((item) => itemShape(ctx, item)),
    ...(next ? { next_payment: { date: next.date, amount: money(next.amountCents) } } : {}),
    eligible_for_free_trial: !subscription.hasUsedTrial,
  };
}
