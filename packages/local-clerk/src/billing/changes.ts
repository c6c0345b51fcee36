import type { BillingSubscriptionItemWebhookEvent } from '@clerk/backend';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import { queueEvent } from '../outbox.ts';
import { itemData, paymentData, subscriptionData } from './event-shapes.ts';
import type { ItemRecord, PaymentRecord, SubscriptionRecord } from './records.ts';

type ItemEvent = BillingSubscriptionItemWebhookEvent['type'];

/** A user's subscription at one moment of billing's clock. */
export type Moment = { ctx: Context; subscription: SubscriptionRecord; at: number };

/** The items of a subscription, the newest first. */
export function listItems(ctx: Context, { id }: SubscriptionRecord): ItemRecord[] {
  return [...ctx.store.subscriptionItems.values()].filter((item) => item.subscriptionId === id).reverse();
}

/** Events of one user never have the same time: things take a moment at Clerk, too. */
function eventTime(subscription: SubscriptionRecord, at: number): number {
  subscription.lastEventAt = Math.max(at, subscription.lastEventAt + 1);
  return subscription.lastEventAt;
}

function tellItem({ ctx, subscription, at }: Moment, item: ItemRecord, type: ItemEvent): void {
  const eventAt = eventTime(subscription, at);
  const data = itemData(ctx, subscription, item);
  queueEvent(ctx, { type, subjectId: subscription.userId, data, at: eventAt });
}

/** Changes an item and tells it. */
export function changeItem(
  moment: Moment,
  item: ItemRecord,
  type: ItemEvent,
  change: Partial<ItemRecord>,
): void {
  Object.assign(item, change, { updatedAt: moment.at });
  tellItem(moment, item, type);
}

function statusOf(items: ItemRecord[]): SubscriptionRecord['status'] {
  const has = (...statuses: ItemRecord['status'][]) => items.some(({ status }) => statuses.includes(status));
  if (has('past_due')) return 'past_due';
  if (has('active', 'canceled')) return 'active';
  if (has('ended')) return 'ended';
  return has('incomplete') ? 'incomplete' : 'abandoned';
}

/** Brings the subscription in step with its items after they changed, and tells it. */
export function settleSubscription({ ctx, subscription, at }: Moment): void {
  const items = listItems(ctx, subscription);
  const status = statusOf(items);
  const isNew = status !== subscription.status;
  subscription.status = status;
  subscription.updatedAt = at;
  if (status === 'active' && isNew) subscription.activeAt = at;
  if (isNew || status !== 'past_due') subscription.pastDueAt = status === 'past_due' ? at : null;
  if (isNew) subscription.endedAt = status === 'ended' ? at : null;
  const type =
    isNew && status === 'active'
      ? 'subscription.active'
      : isNew && status === 'past_due'
        ? 'subscription.pastDue'
        : 'subscription.updated';
  const data = subscriptionData(ctx, subscription, items);
  queueEvent(ctx, { type, subjectId: subscription.userId, data, at: eventTime(subscription, at) });
}

export function insertSubscription(ctx: Context, userId: string, at: number): SubscriptionRecord {
  const subscription: SubscriptionRecord = {
    id: newId('csub'),
    userId,
    payerId: newId('cpayer'),
    paymentSourceId: newId('cpsrc'),
    status: 'incomplete',
    createdAt: at,
    updatedAt: at,
    activeAt: null,
    pastDueAt: null,
    endedAt: null,
    latestPaymentId: null,
    hasUsedTrial: false,
    declinesLeft: 0,
    lastEventAt: at - 1,
  };
  ctx.store.subscriptions.set(subscription.id, subscription);
  const data = subscriptionData(ctx, subscription, []);
  const eventAt = eventTime(subscription, at);
  queueEvent(ctx, { type: 'subscription.created', subjectId: userId, data, at: eventAt });
  return subscription;
}

type Charge = { chargeType: PaymentRecord['chargeType']; amountCents: number; isPaid: boolean };

/** One attempt to take money: begun, then paid or declined; both are told. */
export function charge(
  { ctx, subscription, at }: Moment,
  item: ItemRecord,
  { chargeType, amountCents, isPaid }: Charge,
): PaymentRecord {
  const payment: PaymentRecord = {
    id: newId('cpayatt'),
    paymentId: newId('cpayment'),
    statementId: newId('cstmt'),
    subscriptionId: subscription.id,
    itemId: item.id,
    chargeType,
    status: 'pending',
    amountCents,
    createdAt: at,
    updatedAt: at,
  };
  ctx.store.payments.set(payment.id, payment);
  const tell = (type: 'paymentAttempt.created' | 'paymentAttempt.updated') =>
    queueEvent(ctx, {
      type,
      subjectId: subscription.userId,
      data: paymentData(ctx, subscription, payment, item),
      at: eventTime(subscription, at),
    });
  tell('paymentAttempt.created');
  payment.status = isPaid ? 'paid' : 'failed';
  if (isPaid) {
    item.lifetimePaidCents += amountCents;
    subscription.latestPaymentId = payment.paymentId;
  }
  tell('paymentAttempt.updated');
  return payment;
}
