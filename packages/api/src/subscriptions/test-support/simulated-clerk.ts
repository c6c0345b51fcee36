import { randomUUID } from 'node:crypto';
import type { WebhookEvent } from '@clerk/backend';
import { addMonths } from '../calendar.ts';
import type { ClerkBilling } from '../clerk-billing.ts';
import { ClerkItem } from '../clerk-item.ts';
import type { BillingPeriod } from '../facts.ts';
import {
  envelope,
  type Item,
  type ItemType,
  PRICE_CENTS,
  toBapi,
  toPayment,
  toWebhook,
} from './clerk-payloads.ts';

export type Sent = { id: string; at: Date; event: WebhookEvent };

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
    {
      period = 'month',
      trialDays = 0,
      isFree = false,
    }: { period?: BillingPeriod; trialDays?: number; isFree?: boolean } = {},
  ) {
    const trialEnd = new Date(at.getTime() + trialDays * 86_400_000);
    const paidEnd = isFree ? null : addMonths(at, period === 'annual' ? 12 : 1);
    const item: Item = {
      id: `csubi_${randomUUID()}`,
      planId,
      period,
      status: 'active',
      start: at,
      end: trialDays > 0 ? trialEnd : paidEnd,
      anchor: trialDays > 0 ? trialEnd : at,
      isFreeTrial: trialDays > 0,
      canceledAt: null,
      pastDueAt: null,
      endedAt: null,
      createdAt: at,
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

  resume(at: Date): void {
    const item = this.current;
    if (item?.status !== 'canceled') return;
    item.canceledAt = null;
    item.status = 'active';
    this.#send('active', item, at);
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
    this.#push(timestamp, { ...envelope(timestamp), type, data: toWebhook(item, this.clerkUserId) });
  }

  #payment(status: 'paid' | 'failed', item: Item, at: Date): void {
    const timestamp = this.#stamp(at);
    const data = toPayment(status, item, this.clerkUserId, timestamp);
    this.#push(timestamp, { ...envelope(timestamp), type: 'paymentAttempt.updated', data });
  }

  #push(timestamp: number, event: WebhookEvent): void {
    this.sent.push({ id: `msg_${randomUUID()}`, at: new Date(timestamp), event });
  }
}
