import type { Context } from '../context.ts';
import { changeItem, type Moment, settleSubscription } from './changes.ts';
import { findMoment, insertDefaultItem, refusal } from './moment.ts';
import { DAY_MS } from './periods.ts';
import type { ItemRecord } from './records.ts';
import { abandonItem, endAndFollow, endItem } from './renewals.ts';

const MAX_EXTENSION_MS = 365 * DAY_MS;

/**
 * Cancels an item at the end of its period, or now. What is owed ends now in any case; what had not begun is
 * abandoned.
 */
export function cancelItem(moment: Moment, item: ItemRecord, endNow: boolean): void {
  const { at } = moment;
  if (item.status === 'incomplete') abandonItem(moment, item);
  else if (item.periodEnd === null || item.status === 'ended' || item.status === 'abandoned') {
    throw refusal('subscription_item_not_cancelable', 'This subscription item cannot be canceled.');
  } else if (item.status === 'upcoming') {
    abandonItem(moment, item);
    insertDefaultItem(moment, item.periodStart);
  } else if (endNow || item.status === 'past_due') endAndFollow(moment, item);
  else if (item.status === 'canceled') {
    throw refusal('subscription_item_not_cancelable', 'This subscription item is canceled already.');
  } else {
    changeItem(moment, item, 'subscriptionItem.canceled', { status: 'canceled', canceledAt: at });
    insertDefaultItem(moment, item.periodEnd);
  }
  settleSubscription(moment);
}

/** Lets a free trial last until `extendTo`; throws Clerk's error when there is none or the date does not fit. */
export function extendTrial(moment: Moment, item: ItemRecord, extendTo: number): void {
  const isRunning = item.isFreeTrial && (item.status === 'active' || item.status === 'canceled');
  if (!isRunning || item.periodEnd === null) {
    throw refusal('not_in_free_trial', 'This subscription item is not in a free trial.');
  }
  if (extendTo <= moment.at || extendTo > item.periodEnd + MAX_EXTENSION_MS) {
    const message = 'The new end must be in the future and at most 365 days after the present one.';
    throw refusal('extend_to_invalid', message);
  }
  const change = { periodEnd: extendTo, anchorAt: extendTo, isTrialEndTold: false };
  changeItem(moment, item, 'subscriptionItem.updated', change);
  settleSubscription(moment);
}

/** Ends everything of a user who is about to be deleted, and forgets it. */
export function endSubscriptionOf(ctx: Context, userId: string, at: number): void {
  const moment = findMoment(ctx, userId, at);
  if (!moment) return;
  const { id } = moment.subscription;
  const items = [...ctx.store.subscriptionItems.values()].filter((item) => item.subscriptionId === id);
  for (const item of items) {
    if (item.status === 'upcoming' || item.status === 'incomplete') abandonItem(moment, item);
    else if (item.status !== 'ended' && item.status !== 'abandoned') endItem(moment, item);
  }
  settleSubscription(moment);
  for (const item of items) ctx.store.subscriptionItems.delete(item.id);
  for (const payment of ctx.store.payments.values())
    if (payment.subscriptionId === id) ctx.store.payments.delete(payment.id);
  ctx.store.subscriptions.delete(id);
}
