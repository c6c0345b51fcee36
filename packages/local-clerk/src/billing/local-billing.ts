import type { BillingSubscriptionItemJSON, BillingSubscriptionJSON } from '@clerk/backend';
import type { Context } from '../context.ts';
import { getUser } from '../users.ts';
import type { WebhookDeliverer } from '../webhooks.ts';
import { cancelItem, extendTrial } from './cancel.ts';
import { listItems, type Moment, settleSubscription } from './changes.ts';
import { type CheckoutResult, checkout, resumeItem } from './checkout.ts';
import { createLocalDeliveries, type LocalDeliveries } from './deliveries.ts';
import { nextDue, playUntil } from './due.ts';
import { billingNow, findItem, findMoment, openMoment, refusal } from './moment.ts';
import { DAY_MS } from './periods.ts';
import type { ItemRecord, PaymentRecord, PlanPeriod } from './records.ts';
import { retryPayment } from './renewals.ts';
import { itemShape, subscriptionShape } from './shapes.ts';

export type { LocalDeliveries, LocalDelivery, SignedDelivery } from './deliveries.ts';

const TICK_MS = 30_000;

export type LocalCheckout = {
  clerkId: string;
  planId: string;
  period: PlanPeriod;
  /** A card that is declined fails the checkout; it works unless said otherwise. */
  card?: 'works' | 'declined';
};

export type LocalPayment = Pick<PaymentRecord, 'id' | 'itemId' | 'chargeType' | 'status' | 'amountCents'> & {
  at: Date;
};

/**
 * The lives of subscriptions. Each verb first plays what has fallen due, takes effect at once and queues the webhooks
 * that Clerk would send; all is durable when `flush` resolves, and in any case before a webhook leaves. Refusals throw
 * Clerk's errors.
 */
export type LocalBilling = {
  /** Billing's own clock: it runs as the real one and can be set ahead, never back. */
  now(): Date;
  /** Moves time on and plays all renewals, ends, retries and trial warnings on the way, each at its own time. */
  advanceTo(at: Date): void;
  advanceDays(days: number): void;
  /** Moves time on to what happens next, to this user or to anybody; null when nothing ever will by itself. */
  advanceToNext(clerkId?: string): Date | null;
  /** Buys, upgrades at once, downgrades at the end of the period, resumes or pays what is owed: as the plan demands. */
  checkout(input: LocalCheckout): CheckoutResult['outcome'];
  /** At the end of the period, or now. */
  cancel(itemId: string, options?: { endNow?: boolean }): BillingSubscriptionItemJSON;
  /** Takes a cancellation back while the period lasts. */
  resume(itemId: string): BillingSubscriptionItemJSON;
  /** Tries what is owed once more; by default it succeeds. */
  retryPayment(itemId: string, options?: { card?: 'works' | 'declined' }): BillingSubscriptionItemJSON;
  extendFreeTrial(itemId: string, extendTo: Date): BillingSubscriptionItemJSON;
  /** Lets it end so many days later than it would. */
  extendFreeTrialByDays(itemId: string, days: number): BillingSubscriptionItemJSON;
  /** So many of this user's next recurring payments are declined, counted anew with each call. */
  declineNextPayments(clerkId: string, count: number): void;
  /** As the Backend API tells it; null when the user never had one. */
  findSubscription(clerkId: string): BillingSubscriptionJSON | null;
  /** The newest first. */
  listPayments(clerkId: string): LocalPayment[];
  deliveries: LocalDeliveries;
  flush(): Promise<void>;
};

type Clockwork = { startClock(): void; stopClock(): void };

/** Everything that has fallen due by now has happened when it returns. */
export function catchUp(ctx: Context): number {
  const at = billingNow(ctx);
  playUntil(ctx, at);
  return at;
}

function advance(ctx: Context, until: number): void {
  const now = billingNow(ctx);
  if (until < now) throw refusal('time_goes_on_only', 'Billing’s clock can be moved on, not back.');
  playUntil(ctx, until);
  ctx.store.billingSettings.clockOffsetMs += until - now;
  ctx.store.touch();
}

function readPayments(ctx: Context, { subscription }: Moment): LocalPayment[] {
  return [...ctx.store.payments.values()]
    .filter(({ subscriptionId }) => subscriptionId === subscription.id)
    .map(({ id, itemId, chargeType, status, amountCents, createdAt }) => {
      return { id, itemId, chargeType, status, amountCents, at: new Date(createdAt) };
    })
    .reverse();
}

function itemVerbs(
  ctx: Context,
): Pick<LocalBilling, 'cancel' | 'resume' | 'retryPayment' | 'extendFreeTrial' | 'extendFreeTrialByDays'> {
  const change = (itemId: string, verb: (moment: Moment, item: ItemRecord) => void) => {
    const { moment, item } = findItem(ctx, itemId, catchUp(ctx));
    verb(moment, item);
    return itemShape(ctx, item);
  };
  return {
    cancel: (itemId, { endNow = false } = {}) =>
      change(itemId, (moment, item) => cancelItem(moment, item, endNow)),
    resume: (itemId) =>
      change(itemId, (moment, item) => {
        resumeItem(moment, item);
        settleSubscription(moment);
      }),
    retryPayment: (itemId, { card = 'works' } = {}) =>
      change(itemId, (moment, item) => {
        if (item.status !== 'past_due') throw refusal('nothing_owed', 'Nothing is owed for this item.');
        retryPayment(moment, item, card === 'works');
        settleSubscription(moment);
      }),
    extendFreeTrial: (itemId, extendTo) =>
      change(itemId, (moment, item) => extendTrial(moment, item, extendTo.getTime())),
    extendFreeTrialByDays: (itemId, days) =>
      change(itemId, (moment, item) =>
        extendTrial(moment, item, (item.periodEnd ?? moment.at) + days * DAY_MS),
      ),
  };
}

export function createLocalBilling(
  ctx: Context,
  webhooks: Pick<WebhookDeliverer, 'wake' | 'post'>,
): LocalBilling & Clockwork {
  let timer: NodeJS.Timeout | undefined;
  const momentOf = (clerkId: string) => findMoment(ctx, clerkId, billingNow(ctx));
  return {
    ...itemVerbs(ctx),
    now: () => new Date(billingNow(ctx)),
    advanceTo: (at) => advance(ctx, at.getTime()),
    advanceDays: (days) => advance(ctx, billingNow(ctx) + days * DAY_MS),
    advanceToNext(clerkId) {
      const at = catchUp(ctx);
      const subscriptionId =
        clerkId === undefined ? undefined : findMoment(ctx, clerkId, at)?.subscription.id;
      const due = clerkId !== undefined && !subscriptionId ? null : nextDue(ctx, subscriptionId);
      if (!due) return null;
      advance(ctx, due.at);
      return new Date(due.at);
    },
    checkout: ({ clerkId: userId, planId, period, card = 'works' }) =>
      checkout(ctx, { userId, planId, period, cardWorks: card === 'works' }, catchUp(ctx)).outcome,
    declineNextPayments(clerkId, count) {
      getUser(ctx, clerkId);
      openMoment(ctx, clerkId, catchUp(ctx)).subscription.declinesLeft = count;
      ctx.store.touch();
    },
    findSubscription(clerkId) {
      catchUp(ctx);
      const moment = momentOf(clerkId);
      return moment && subscriptionShape(ctx, moment.subscription, listItems(ctx, moment.subscription));
    },
    listPayments(clerkId) {
      const moment = momentOf(clerkId);
      return moment ? readPayments(ctx, moment) : [];
    },
    deliveries: createLocalDeliveries(ctx, webhooks),
    flush: () => ctx.store.flush(),
    startClock() {
      catchUp(ctx);
      timer = setInterval(() => catchUp(ctx), TICK_MS).unref();
    },
    stopClock: () => clearInterval(timer),
  };
}
