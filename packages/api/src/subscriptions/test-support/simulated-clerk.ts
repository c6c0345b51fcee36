import { randomUUID } from 'node:crypto';
import type { WebhookEvent } from '@clerk/backend';
import { addMonths } from '../calendar.ts';
import type { ClerkBilling } from '../clerk-billing.ts';
import { ClerkItem } from '../clerk-item.ts';
import type { BillingPeriod, ItemStatus } from '../facts.ts';

type EventWith<Type, Event> = Event extends { type: string }
  ? Type extends Event['type']
    ? Event
    : never
  : never;
type EventOf<Type extends WebhookEvent['type']> = EventWith<Type, WebhookEvent>;
type ItemPayload = EventOf<'subscriptionItem.active'>['data'];
type ItemType = EventOf<'subscriptionItem.active'>['type'];
type Payer = EventOf<'subscription.active'>['data']['payer'];

type Item = {
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
  updatedAt: Date;
  paidCents: number;
};

export type Sent = { id: string; at: Date; event: WebhookEvent };

const money = (amount: number) => ({
  amount,
  amount_formatted: String(amount / 100),
  currency: 'USD',
  currency_symbol: '$',
});
const PRICE_CENTS = 2900;
/** Events of one instant are told a millisecond apart. */
const SLACK_MS = 20;

/**
 * Clerk Billing as far as one user sees it: a clock, the subscription's items, and the webhooks that it would send, with
 * the payloads of Clerk's published types. Answers as the Backend API does.
 */
export class SimulatedClerk {
  readonly sent: Sent[] = [];
  readonly clerkUserId: string;
  #items: Item[] = [];
  #history: { atMs: number; items: Item[] }[] = [];
  #lastMs = 0;

  constructor(clerkUserId: string) {
    this.clerkUserId = clerkUserId;
  }

  /** The Backend API, as it answers at an instant. */
  billingAt(now: () => Date): ClerkBilling {
    return {
      getSubscription: async () => {
        const shown = this.#history.findLast(({ atMs }) => atMs <= now().getTime() + SLACK_MS);
        return { id: 'csub_1', items: (shown?.items ?? []).map((item) => ClerkItem.parse(toBapi(item))) };
      },
      listUsers: async () => ({ users: [], total: 0 }),
      cancelItem: async () => this.cancel(now()),
    };
  }

  /** The item that runs, paid for or not. */
  get current(): Item | undefined {
    return this.#items.find(({ status }) => ['active', 'past_due', 'canceled'].includes(status));
  }

  subscribe(
    planId: string,
    at: Date,
    { period = 'month', trialDays = 0 }: { period?: BillingPeriod; trialDays?: number } = {},
  ) {
    const trialEnd = new Date(at.getTime() + trialDays * 86_400_000);
    const item: Item = {
      id: `csubi_${randomUUID()}`,
      planId,
      period,
      status: 'active',
      start: at,
      end: trialDays > 0 ? trialEnd : addMonths(at, period === 'annual' ? 12 : 1),
      anchor: trialDays > 0 ? trialEnd : at,
      isFreeTrial: trialDays > 0,
      canceledAt: null,
      pastDueAt: null,
      endedAt: null,
      updatedAt: at,
      paidCents: trialDays > 0 ? 0 : PRICE_CENTS,
    };
    this.#items.push(item);
    this.#send('created', item, at);
    this.#send('active', item, at);
    return item.id;
  }

  /** Another plan from now on: the old item ends, the new one begins a period of its own. */
  change(planId: string, at: Date): string {
    const old = this.current;
    if (old) this.#end(old, at);
    return this.subscribe(planId, at, old ? { period: old.period } : {});
  }

  cancel(at: Date): void {
    const item = this.current;
    if (item?.status !== 'active') return;
    item.canceledAt = at;
    item.status = 'canceled';
    this.#send('canceled', item, at);
  }

  endNow(at: Date): void {
    if (this.current) this.#end(this.current, at);
  }

  /** What happens by itself when the period is over: renewal, a payment that fails, or the end. */
  turn(outcome: 'paid' | 'failed'): Date | null {
    const item = this.current;
    if (!item?.end || item.status === 'past_due') return null;
    const at = item.end;
    if (item.canceledAt) this.#end(item, at);
    else if (outcome === 'failed') {
      item.status = 'past_due';
      item.pastDueAt = at;
      this.#payment('failed', item, at);
      this.#send('pastDue', item, at);
    } else this.#renew(item, at);
    return at;
  }

  /** The payment that was owed is made. */
  pay(at: Date): void {
    const item = this.current;
    if (item?.status !== 'past_due' || !item.end) return;
    item.status = 'active';
    item.pastDueAt = null;
    this.#renew(item, item.end, at);
  }

  #renew(item: Item, start: Date, at = start): void {
    const months = item.period === 'annual' ? 12 : 1;
    item.start = start;
    for (let count = months; item.end !== null && item.end <= start; count += months)
      item.end = addMonths(item.anchor, count);
    item.isFreeTrial = false;
    item.paidCents += PRICE_CENTS;
    this.#payment('paid', item, at);
    this.#send('updated', item, at);
    this.#send('active', item, at);
  }

  #end(item: Item, at: Date): void {
    item.status = 'ended';
    item.endedAt = at;
    this.#send('ended', item, at);
  }

  /** Every event has an instant of its own. */
  #stamp(at: Date): number {
    this.#lastMs = Math.max(at.getTime(), this.#lastMs + 1);
    return this.#lastMs;
  }

  #send(what: string, item: Item, at: Date): void {
    const timestamp = this.#stamp(at);
    item.updatedAt = new Date(timestamp);
    this.#history.push({ atMs: timestamp, items: structuredClone(this.#items) });
    // The names of the types follow one pattern.
    const type = `subscriptionItem.${what}` as ItemType;
    this.#push(timestamp, { ...envelope(timestamp), type, data: toWebhook(item, this.#payer()) });
  }

  #payment(status: 'paid' | 'failed', item: Item, at: Date): void {
    const timestamp = this.#stamp(at);
    const data: EventOf<'paymentAttempt.updated'>['data'] = {
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
      payer: this.#payer(),
      totals: { subtotal: money(PRICE_CENTS), tax_total: money(0), grand_total: money(PRICE_CENTS) },
      payment_source: {
        id: 'csrc_1',
        gateway: 'stripe',
        gateway_external_id: 'pm_1',
        payment_method: 'card',
        status: 'active',
      },
      subscription_items: [toWebhook(item, this.#payer())],
    };
    this.#push(timestamp, { ...envelope(timestamp), type: 'paymentAttempt.updated', data });
  }

  #push(timestamp: number, event: WebhookEvent): void {
    this.sent.push({ id: `msg_${randomUUID()}`, at: new Date(timestamp), event });
  }

  #payer(): Payer {
    return {
      object: 'commerce_payer',
      id: 'cpayer_1',
      instance_id: 'ins_1',
      user_id: this.clerkUserId,
      email: 'a@example.com',
      image_url: '',
      created_at: 0,
      updated_at: 0,
    };
  }
}

function envelope(timestamp: number) {
  const event_attributes = { http_request: { client_ip: '', user_agent: '' } };
  return { object: 'event', timestamp, instance_id: 'ins_1', event_attributes } as const;
}

function toWebhook(item: Item, payer: Payer): ItemPayload {
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
    payer,
  };
}

function toBapi(item: Item): unknown {
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
    updated_at: item.updatedAt.getTime(),
    is_free_trial: item.isFreeTrial,
    amount: money(PRICE_CENTS),
  };
}
