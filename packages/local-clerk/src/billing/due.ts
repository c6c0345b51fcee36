import type { Context } from '../context.ts';
import { changeItem, type Moment, settleSubscription } from './changes.ts';
import { findItem } from './moment.ts';
import { DAY_MS } from './periods.ts';
import type { ItemRecord } from './records.ts';
import { abandonItem, endAndFollow, renewItem, retryPayment } from './renewals.ts';

const TRIAL_ENDING_MS = 3 * DAY_MS;
const CHECKOUT_LIFETIME_MS = DAY_MS;
/** A failed payment is tried again so long after it; after the last the item ends. */
const RETRY_AFTER_MS = [3 * DAY_MS, 7 * DAY_MS, 14 * DAY_MS];

/** When something next happens to an item by itself; null: never. */
function dueAt(item: ItemRecord): number | null {
  const { status, periodEnd } = item;
  if (status === 'incomplete') return item.createdAt + CHECKOUT_LIFETIME_MS;
  if (status === 'past_due' && item.pastDueAt !== null) {
    return item.pastDueAt + (RETRY_AFTER_MS[item.retries] ?? 0);
  }
  if (status !== 'active' && status !== 'canceled') return null;
  if (periodEnd === null) return null;
  return tellsTrialEnd(item) ? Math.max(item.periodStart, periodEnd - TRIAL_ENDING_MS) : periodEnd;
}

function tellsTrialEnd(item: ItemRecord): boolean {
  return item.status === 'active' && item.isFreeTrial && !item.isTrialEndTold;
}

function playPastDue(moment: Moment, item: ItemRecord): void {
  if (retryPayment(moment, item).status === 'paid') return;
  changeItem(moment, item, 'subscriptionItem.updated', { retries: item.retries + 1 });
  if (item.retries >= RETRY_AFTER_MS.length) endAndFollow(moment, item);
}

function play(moment: Moment, item: ItemRecord): void {
  if (item.status === 'incomplete') abandonItem(moment, item);
  else if (item.status === 'past_due') playPastDue(moment, item);
  else if (item.status === 'canceled') endAndFollow(moment, item);
  else if (tellsTrialEnd(item)) {
    changeItem(moment, item, 'subscriptionItem.freeTrialEnding', { isTrialEndTold: true });
    return;
  } else renewItem(moment, item);
  settleSubscription(moment);
}

export type Due = { item: ItemRecord; at: number };

/** What happens next by itself, of all users or of one subscription. */
export function nextDue(ctx: Context, subscriptionId?: string): Due | null {
  let next: Due | null = null;
  for (const item of ctx.store.subscriptionItems.values()) {
    if (subscriptionId !== undefined && item.subscriptionId !== subscriptionId) continue;
    const at = dueAt(item);
    if (at !== null && (next === null || at < next.at)) next = { item, at };
  }
  return next;
}

/** Plays everything that falls due until `until`, in order, each at its own time. */
export function playUntil(ctx: Context, until: number): void {
  for (let due = nextDue(ctx); due && due.at <= until; due = nextDue(ctx)) {
    play(findItem(ctx, due.item.id, due.at).moment, due.item);
  }
}
