import type { Context } from '../context.ts';
import { getUser } from '../users.ts';
import { changeItem, charge, type Moment, settleSubscription } from './changes.ts';
import { currentItem, getPlan, insertItem, itemWith, openMoment, refusal } from './moment.ts';
import { periodEndAfter } from './periods.ts';
import { type CheckoutQuote, quote, quoteCheckout } from './quote.ts';
import type { ItemRecord, PaymentRecord, PlanPeriod } from './records.ts';
import { abandonItem, abandonUpcoming, endItem, retryPayment } from './renewals.ts';

export type CheckoutInput = { userId: string; planId: string; period: PlanPeriod; cardWorks: boolean };

export type CheckoutResult = {
  outcome: 'active' | 'trial' | 'upcoming' | 'declined';
  item: ItemRecord;
  payment: PaymentRecord | null;
};

/** The unfinished checkout of this plan, or a new one; another that was unfinished is abandoned. */
function openItem(
  moment: Moment,
  { plan, priceCents, proration }: CheckoutQuote,
  period: PlanPeriod,
): ItemRecord {
  const open = itemWith(moment, 'incomplete');
  if (open?.planId === plan.id && open.planPeriod === period) {
    return Object.assign(open, { amountCents: priceCents, proration });
  }
  if (open) abandonItem(moment, open);
  const item = insertItem(moment, {
    planId: plan.id,
    planPeriod: period,
    status: 'incomplete',
    amountCents: priceCents,
    periodStart: moment.at,
    periodEnd: periodEndAfter(moment.at, period, moment.at),
  });
  changeItem(moment, item, 'subscriptionItem.incomplete', { proration });
  return item;
}

function startItem(moment: Moment, item: ItemRecord, trialEndAt: number | null): void {
  const { at, subscription } = moment;
  const current = currentItem(moment);
  abandonUpcoming(moment);
  if (current) endItem(moment, current);
  if (trialEndAt !== null) subscription.hasUsedTrial = true;
  changeItem(moment, item, 'subscriptionItem.active', {
    status: 'active',
    anchorAt: trialEndAt ?? at,
    periodStart: at,
    periodEnd: trialEndAt ?? periodEndAfter(at, item.planPeriod, at),
    isFreeTrial: trialEndAt !== null,
  });
}

function buyNow(moment: Moment, quoted: CheckoutQuote, input: CheckoutInput): CheckoutResult {
  const item = openItem(moment, quoted, input.period);
  const { trialEndAt, dueNowCents: amountCents } = quoted;
  const payment =
    trialEndAt === null
      ? charge(moment, item, { chargeType: 'checkout', amountCents, isPaid: input.cardWorks })
      : null;
  if (payment?.status === 'failed' || !input.cardWorks) return { outcome: 'declined', item, payment };
  startItem(moment, item, trialEndAt);
  return { outcome: trialEndAt === null ? 'active' : 'trial', item, payment };
}

function switchLater(moment: Moment, quoted: CheckoutQuote, period: PlanPeriod): CheckoutResult {
  const { plan, startAt, priceCents } = quoted;
  const current = currentItem(moment);
  abandonUpcoming(moment);
  if (current?.status === 'active') {
    changeItem(moment, current, 'subscriptionItem.canceled', { status: 'canceled', canceledAt: moment.at });
  }
  const item = insertItem(moment, {
    planId: plan.id,
    planPeriod: period,
    status: 'upcoming',
    amountCents: priceCents,
    periodStart: startAt,
    periodEnd: periodEndAfter(startAt, period, startAt),
  });
  changeItem(moment, item, 'subscriptionItem.upcoming', {});
  return { outcome: 'upcoming', item, payment: null };
}

/** Takes back a cancellation, or a switch to another plan, before the period is over. */
export function resumeItem(moment: Moment, item: ItemRecord): void {
  if (item.status !== 'canceled') throw refusal('not_canceled', 'Only what was canceled can be resumed.');
  abandonUpcoming(moment);
  changeItem(moment, item, 'subscriptionItem.active', { status: 'active', canceledAt: null });
}

/**
 * Subscribes a user: at once, with what is left of the plan before taken off the first payment; or after the paid
 * period, when the new plan is cheaper. The same plan again resumes what was canceled and pays what is owed.
 */
export function checkout(ctx: Context, input: CheckoutInput, at: number): CheckoutResult {
  getUser(ctx, input.userId);
  quoteCheckout(ctx, input, at);
  const moment = openMoment(ctx, input.userId, at);
  const quoted = quote(moment, getPlan(ctx, input.planId), input.period);
  const result = perform(moment, quoted, input);
  settleSubscription(moment);
  return result;
}

function perform(moment: Moment, quoted: CheckoutQuote, input: CheckoutInput): CheckoutResult {
  if (quoted.kind === 'switch later') return switchLater(moment, quoted, input.period);
  const current = currentItem(moment);
  if (current && quoted.kind === 'resume') {
    resumeItem(moment, current);
    return { outcome: 'active', item: current, payment: null };
  }
  if (current && quoted.kind === 'pay what is owed') {
    const payment = retryPayment(moment, current, input.cardWorks);
    return { outcome: payment.status === 'paid' ? 'active' : 'declined', item: current, payment };
  }
  return buyNow(moment, quoted, input);
}
