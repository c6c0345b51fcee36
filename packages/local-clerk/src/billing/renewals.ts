import { changeItem, charge, listItems, type Moment } from './changes.ts';
import { insertDefaultItem, itemWith } from './moment.ts';
import { periodEndAfter } from './periods.ts';
import type { ItemRecord, PaymentRecord } from './records.ts';

export function endItem(moment: Moment, item: ItemRecord): void {
  changeItem(moment, item, 'subscriptionItem.ended', {
    status: 'ended',
    endedAt: moment.at,
    isFreeTrial: false,
    owes: null,
  });
}

export function abandonItem(moment: Moment, item: ItemRecord): void {
  changeItem(moment, item, 'subscriptionItem.abandoned', { status: 'abandoned', endedAt: moment.at });
}

export function abandonUpcoming(moment: Moment): void {
  const upcoming = itemWith(moment, 'upcoming');
  if (upcoming) abandonItem(moment, upcoming);
}

/** Unless told to fail, the next recurring payment succeeds. */
function takeOutcome({ subscription }: Moment): boolean {
  if (subscription.declinesLeft === 0) return true;
  subscription.declinesLeft -= 1;
  return false;
}

function becomePastDue(moment: Moment, item: ItemRecord, owes: 'this period' | 'next period'): void {
  changeItem(moment, item, 'subscriptionItem.pastDue', {
    status: 'past_due',
    pastDueAt: moment.at,
    isFreeTrial: false,
    owes,
    retries: 0,
  });
}

function nextPeriod(item: ItemRecord): Partial<ItemRecord> {
  const periodStart = item.periodEnd ?? item.periodStart;
  const periodEnd = periodEndAfter(item.anchorAt, item.planPeriod, periodStart);
  return { periodStart, periodEnd, isFreeTrial: false };
}

/** Takes the payment for the period after this one, which has ended; the next begins when it is paid. */
export function renewItem(moment: Moment, item: ItemRecord): void {
  const isPaid = takeOutcome(moment);
  charge(moment, item, { chargeType: 'recurring', amountCents: item.amountCents, isPaid });
  if (isPaid) changeItem(moment, item, 'subscriptionItem.updated', nextPeriod(item));
  else becomePastDue(moment, item, 'next period');
}

/** Takes what is owed once more. A recovered item goes on from where it stopped. */
export function retryPayment(moment: Moment, item: ItemRecord, isPaid = takeOutcome(moment)): PaymentRecord {
  const payment = charge(moment, item, { chargeType: 'recurring', amountCents: item.amountCents, isPaid });
  if (isPaid) {
    const period = item.owes === 'next period' ? nextPeriod(item) : {};
    const change = { ...period, status: 'active', pastDueAt: null, owes: null } as const;
    changeItem(moment, item, 'subscriptionItem.active', change);
  }
  return payment;
}

/** Begins what was to follow; what costs something is paid now. */
function beginUpcoming(moment: Moment, item: ItemRecord): void {
  const { at } = moment;
  if (item.amountCents === 0) {
    changeItem(moment, item, 'subscriptionItem.active', { status: 'active', periodStart: at });
    return;
  }
  const periodEnd = periodEndAfter(at, item.planPeriod, at);
  Object.assign(item, { anchorAt: at, periodStart: at, periodEnd });
  const isPaid = takeOutcome(moment);
  charge(moment, item, { chargeType: 'recurring', amountCents: item.amountCents, isPaid });
  if (isPaid) changeItem(moment, item, 'subscriptionItem.active', { status: 'active' });
  else becomePastDue(moment, item, 'this period');
}

/** Ends an item; what was to follow begins, or else the free default plan. */
export function endAndFollow(moment: Moment, item: ItemRecord): void {
  endItem(moment, item);
  const { ctx, subscription } = moment;
  const upcoming = listItems(ctx, subscription).find(({ status }) => status === 'upcoming');
  if (upcoming) beginUpcoming(moment, upcoming);
  else insertDefaultItem(moment);
}
