import { z } from 'zod';

const instant = z.number().int().min(Date.parse('2020-01-01')).max(Date.parse('2100-01-01'));

const Money = z.strictObject({
  amount: z.number().int().min(0),
  amount_formatted: z.string(),
  currency: z.literal('USD'),
  currency_symbol: z.literal('$'),
});

const Payer = z.strictObject({
  object: z.literal('commerce_payer'),
  id: z.string().startsWith('cpayer_'),
  instance_id: z.string(),
  user_id: z.string().startsWith('user_'),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  email: z.email(),
  image_url: z.url(),
  created_at: instant,
  updated_at: instant,
});

const Plan = z.strictObject({
  id: z.string().startsWith('cplan_'),
  instance_id: z.string(),
  product_id: z.string(),
  name: z.string(),
  slug: z.string(),
  description: z.string().optional(),
  is_default: z.boolean(),
  is_recurring: z.boolean(),
  amount: z.number().int(),
  period: z.enum(['month', 'annual']),
  interval: z.number(),
  has_base_fee: z.boolean(),
  currency: z.string(),
  annual_monthly_amount: z.number().int(),
  publicly_visible: z.boolean(),
});

const ItemStatus = z.enum([
  'abandoned',
  'active',
  'canceled',
  'ended',
  'expired',
  'incomplete',
  'past_due',
  'upcoming',
]);

/** BillingSubscriptionItemWebhookEventJSON, with nothing that its types do not name. */
const ItemData = z.strictObject({
  object: z.literal('commerce_subscription_item'),
  id: z.string(),
  status: ItemStatus,
  credit: z.strictObject({
    amount: Money,
    cycle_days_remaining: z.number().min(0),
    cycle_days_total: z.number().min(0),
    cycle_remaining_percent: z.number().min(0).max(100),
  }),
  proration_date: z.iso.datetime(),
  plan_period: z.enum(['month', 'annual']),
  period_start: instant,
  period_end: instant.nullable(),
  canceled_at: instant.optional(),
  past_due_at: instant.optional(),
  lifetime_paid: z.number().int().min(0),
  next_payment_amount: z.number().int().min(0),
  next_payment_date: z.union([z.literal(0), instant]),
  amount: Money,
  plan: Plan,
  plan_id: z.string(),
  payer: Payer,
});

/** BillingPaymentAttemptWebhookEventJSON. */
const PaymentData = z.strictObject({
  object: z.literal('commerce_payment_attempt'),
  id: z.string(),
  instance_id: z.string(),
  payment_id: z.string(),
  statement_id: z.string(),
  gateway_external_id: z.string(),
  status: z.enum(['pending', 'paid', 'failed']),
  created_at: instant,
  updated_at: instant,
  paid_at: instant.optional(),
  failed_at: instant.optional(),
  failed_reason: z.strictObject({ code: z.string(), decline_code: z.string() }).optional(),
  billing_date: instant,
  charge_type: z.enum(['checkout', 'recurring']),
  payee: z.strictObject({
    id: z.string(),
    gateway_type: z.string(),
    gateway_external_id: z.string(),
    gateway_status: z.enum(['active', 'pending', 'restricted', 'disconnected']),
  }),
  payer: Payer,
  totals: z.strictObject({ subtotal: Money, tax_total: Money, grand_total: Money }),
  payment_source: z.strictObject({
    id: z.string(),
    gateway: z.string(),
    gateway_external_id: z.string(),
    payment_method: z.string(),
    status: z.enum(['active', 'disconnected']),
    card_type: z.string(),
    last4: z.string(),
  }),
  subscription_items: z.array(ItemData).length(1),
});

/** BillingSubscriptionWebhookEventJSON. */
const SubscriptionData = z.strictObject({
  object: z.literal('commerce_subscription'),
  id: z.string().startsWith('csub_'),
  status: ItemStatus,
  active_at: instant.optional(),
  created_at: instant,
  ended_at: instant.optional(),
  past_due_at: instant.optional(),
  updated_at: instant,
  latest_payment_id: z.string(),
  payer_id: z.string(),
  payer: Payer,
  payment_source_id: z.string(),
  items: z.array(ItemData),
});

const envelope = {
  object: z.literal('event'),
  instance_id: z.string().startsWith('ins_'),
  timestamp: instant,
  event_attributes: z.strictObject({
    http_request: z.strictObject({ client_ip: z.string(), user_agent: z.string() }),
  }),
};

/** An event of Clerk Billing, exactly as the types of @clerk/backend say. */
export const BillingEvent = z.union([
  z.strictObject({
    ...envelope,
    type: z.enum([
      'subscription.created',
      'subscription.updated',
      'subscription.active',
      'subscription.pastDue',
    ]),
    data: SubscriptionData,
  }),
  z.strictObject({
    ...envelope,
    type: z.enum([
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
    ]),
    data: ItemData,
  }),
  z.strictObject({
    ...envelope,
    type: z.enum(['paymentAttempt.created', 'paymentAttempt.updated']),
    data: PaymentData,
  }),
]);
export type BillingEvent = z.infer<typeof BillingEvent>;
