import { randomUUID } from 'node:crypto';
import type { WebhookEvent } from '@clerk/backend';
import type { BillingPeriod, ItemStatus } from '../facts.ts';

type EventWith<Type, Event> = Event extends { type: string }
  ? Type extends Event['type']
    ? Event
    : never
  : never;
type EventOf<Type extends WebhookEvent['type']> = EventWith<Type, WebhookEvent>;
type ItemPayload = EventOf<'subscriptionItem.active'>['data'];
export type ItemType = EventOf<'subscriptionItem.active'>['type'];
type Payer = EventOf<'subscription.active'>['data']['payer'];

/** A subscription item as Clerk knows it. */
export type Item = {
  id: string;
  planId: string;
  period: BillingPeriod;
  status: ItemStatus;
  start: Date;
  end: Date | null;
  anchor: Date;
  isFreeTrial: boolean;
  canceledAt: Date | null;
  pastDueAt: Date | null;
  endedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  paidCents: number;
};

const money = (amount: number) => ({
  amount,
  amount_formatted: String(amount / 100),
  currency: 'USD',
  currency_symbol: '$',
});
export const PRICE_CENTS = 2900;

export function envelope(timestamp: number) {
  const event_attributes = { http_request: { client_ip: '', user_agent: '' } };
  return { object: 'event', timestamp, instance_id: 'ins_1', event_attributes } as const;
}

export function toWebhook(item: Item, clerkUserId: string): ItemPayload {
  return {
    object: 'commerce_subscription_item',
    id: item.id,
    status: item.status,
    credit: { amount: money(0), cycle_days_remaining: 0, cycle_days_total: 0, cycle_remaining_percent: 0 },
    proration_date: '',
    plan_period: item.period,
    period_start: item.start.getTime(),
    period_end: item.end?.getTime() ?? null,
    ...(item.canceledAt ? { canceled_at: item.canceledAt.getTime() } : {}),
    ...(item.pastDueAt ? { past_due_at: item.pastDueAt.getTime() } : {}),
    lifetime_paid: item.paidCents,
    next_payment_amount: PRICE_CENTS,
    next_payment_date: item.end?.getTime() ?? 0,
    amount: money(PRICE_CENTS),
    plan: {
      id: item.planId,
      instance_id: 'ins_1',
      product_id: 'cprod_1',
      name: 'Pro',
      slug: 'pro',
      is_default: false,
      is_recurring: true,
      amount: PRICE_CENTS,
      period: item.period,
      interval: 1,
      has_base_fee: true,
      currency: 'USD',
      annual_monthly_amount: PRICE_CENTS,
      publicly_visible: true,
    },
    payer: payerOf(clerkUserId),
  };
}

export function toBapi(item: Item): unknown {
  return {
    id: item.id,
    status: item.status,
    plan: { id: item.planId },
    plan_id: item.planId,
    plan_period: item.period,
    period_start: item.start.getTime(),
    period_end: item.end?.getTime() ?? null,
    canceled_at: item.canceledAt?.getTime() ?? null,
    past_due_at: item.pastDueAt?.getTime() ?? null,
    ended_at: item.endedAt?.getTime() ?? null,
    created_at: item.createdAt.getTime(),
    updated_at: item.updatedAt.getTime(),
    is_free_trial: item.isFreeTrial,
    lifetime_paid: money(item.paidCents),
    amount: money(PRICE_CENTS),
  };
}

export function toPayment(
  status: 'paid' | 'failed',
  item: Item,
  clerkUserId: string,
  timestamp: number,
): EventOf<'paymentAttempt.updated'>['data'] {
  return {
    object: 'commerce_payment_attempt',
    id: `cpatt_${randomUUID()}`,
    instance_id: 'ins_1',
    payment_id: `cpay_${randomUUID()}`,
    statement_id: 'cstmt_1',
    gateway_external_id: 'pi_1',
    status,
    created_at: timestamp,
    updated_at: timestamp,
    billing_date: timestamp,
    charge_type: 'recurring',
    payee: {
      id: 'cpayee_1',
      gateway_type: 'stripe',
      gateway_external_id: 'acct_1',
      gateway_status: 'active',
    },
    payer: payerOf(clerkUserId),
    totals: { subtotal: money(PRICE_CENTS), tax_total: money(0), grand_total: money(PRICE_CENTS) },
    payment_source: {
      id: 'csrc_1',
      gateway: 'stripe',
      gateway_external_id: 'pm_1',
      payment_method: 'card',
      status: 'active',
    },
    subscription_items: [toWebhook(item, clerkUserId)],
  };
}

function payerOf(clerkUserId: string): Payer {
  return {
    object: 'commerce_payer',
    id: 'cpayer_1',
    instance_id: 'ins_1',
    user_id: clerkUserId,
    email: 'a@example.com',
    image_url: '',
    created_at: 0,
    updated_at: 0,
  };
}
