import type {
  BillingPaymentAttemptWebhookEvent,
  BillingSubscriptionItemWebhookEvent,
  BillingSubscriptionWebhookEvent,
} from '@clerk/backend';
import { userImageUrl } from '../avatars.ts';
import type { Context } from '../context.ts';
import { money } from './plan.ts';
import type { ItemRecord, PaymentRecord, SubscriptionRecord } from './records.ts';
import { nextPaymentOf } from './shapes.ts';

type ItemData = BillingSubscriptionItemWebhookEvent['data'];
type PaymentData = BillingPaymentAttemptWebhookEvent['data'];
type SubscriptionData = BillingSubscriptionWebhookEvent['data'];
type Payer = SubscriptionData['payer'];

function payerData(ctx: Context, subscription: SubscriptionRecord): Payer {
  const { userId, payerId, createdAt } = subscription;
  const user = ctx.store.users.get(userId);
  return {
    object: 'commerce_payer',
    id: payerId,
    instance_id: ctx.keys.instanceId,
    user_id: userId,
    ...(user?.firstName ? { first_name: user.firstName } : {}),
    ...(user?.lastName ? { last_name: user.lastName } : {}),
    email: user?.email ?? '',
    image_url: user ? userImageUrl(user, ctx.origins[0]) : '',
    created_at: createdAt,
    updated_at: user?.updatedAt ?? createdAt,
  };
}

function planData(ctx: Context, planId: string): NonNullable<ItemData['plan']> | null {
  const plan = ctx.store.billingPlans.get(planId);
  if (!plan) return null;
  return {
    id: plan.id,
    instance_id: ctx.keys.instanceId,
    product_id: plan.id.replace(/^cplan_/, 'cprod_'),
    name: plan.name,
    slug: plan.slug,
    ...(plan.description === null ? {} : { description: plan.description }),
    is_default: plan.is_default,
    is_recurring: plan.is_recurring,
    amount: plan.fee?.amount ?? 0,
    period: 'month',
    interval: 1,
    has_base_fee: plan.has_base_fee,
    currency: plan.fee?.currency ?? 'USD',
    annual_monthly_amount: plan.annual_monthly_fee?.amount ?? 0,
    publicly_visible: plan.publicly_visible,
  };
}

/** A subscription item as webhooks tell it. */
export function itemData(ctx: Context, subscription: SubscriptionRecord, item: ItemRecord): ItemData {
  const { amountCents, daysRemaining, daysTotal } = item.proration;
  const payment = nextPaymentOf(item);
  return {
    object: 'commerce_subscription_item',
    id: item.id,
    status: item.status,
    credit: {
      amount: money(amountCents),
      cycle_days_remaining: daysRemaining,
      cycle_days_total: daysTotal,
      cycle_remaining_percent: daysTotal === 0 ? 0 : (daysRemaining / daysTotal) * 100,
    },
    proration_date: new Date(item.createdAt).toISOString(),
    plan_period: item.planPeriod,
    period_start: item.periodStart,
    period_end: item.periodEnd,
    ...(item.canceledAt === null ? {} : { canceled_at: item.canceledAt }),
    ...(item.pastDueAt === null ? {} : { past_due_at: item.pastDueAt }),
    lifetime_paid: item.lifetimePaidCents,
    next_payment_amount: payment?.amountCents ?? 0,
    next_payment_date: payment?.date ?? 0,
    amount: money(item.amountCents),
    plan: planData(ctx, item.planId),
    plan_id: item.planId,
    payer: payerData(ctx, subscription),
  };
}

export function subscriptionData(
  ctx: Context,
  subscription: SubscriptionRecord,
  items: ItemRecord[],
): SubscriptionData {
  const { activeAt, endedAt, pastDueAt } = subscription;
  return {
    object: 'commerce_subscription',
    id: subscription.id,
    status: subscription.status,
    ...(activeAt === null ? {} : { active_at: activeAt }),
    created_at: subscription.createdAt,
    ...(endedAt === null ? {} : { ended_at: endedAt }),
    ...(pastDueAt === null ? {} : { past_due_at: pastDueAt }),
    updated_at: subscription.updatedAt,
    latest_payment_id: subscription.latestPaymentId ?? '',
    payer_id: subscription.payerId,
    payer: payerData(ctx, subscription),
    payment_source_id: subscription.paymentSourceId,
    items: items.map((item) => itemData(ctx, subscription, item)),
  };
}

export function paymentData(
  ctx: Context,
  subscription: SubscriptionRecord,
  payment: PaymentRecord,
  item: ItemRecord,
): PaymentData {
  const { status, updatedAt } = payment;
  const total = money(payment.amountCents);
  const reason = { code: 'card_declined', decline_code: 'generic_decline' };
  return {
    object: 'commerce_payment_attempt',
    id: payment.id,
    instance_id: ctx.keys.instanceId,
    payment_id: payment.paymentId,
    statement_id: payment.statementId,
    gateway_external_id: `pi_local_${payment.id}`,
    status,
    created_at: payment.createdAt,
    updated_at: updatedAt,
    ...(status === 'paid' ? { paid_at: updatedAt } : {}),
    ...(status === 'failed' ? { failed_at: updatedAt, failed_reason: reason } : {}),
    billing_date: payment.createdAt,
    charge_type: payment.chargeType,
    payee: {
      id: 'payee_local',
      gateway_type: 'local',
      gateway_external_id: 'acct_local',
      gateway_status: 'active',
    },
    payer: payerData(ctx, subscription),
    totals: { subtotal: total, tax_total: money(0), grand_total: total },
    payment_source: {
      id: subscription.paymentSourceId,
      gateway: 'local',
      gateway_external_id: `pm_local_${subscription.paymentSourceId}`,
      payment_method: 'card',
      status: 'active',
      card_type: 'local',
      last4: '0000',
    },
    subscription_items: [itemData(ctx, subscription, item)],
  };
}
