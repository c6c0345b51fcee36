import type { Context } from '../context.ts';
import { getUser } from '../users.ts';
import { changeItem, charge, type Moment, settleSubscription } from './changes.ts';
import { currentItem, getPlan, insertItem, itemWith, openMoment, priceOf, refusal } from './moment.ts';
import { DAY_MS, periodEndAfter } from './periods.ts';
import { type BillingPlan, MONTHS_PER_YEAR } from './plan.ts';
import type { ItemRecord, PaymentRecord, PlanPeriod, Proration } from './records.ts';
import { abandonItem, abandonUpcoming, endItem, retryPayment } from './renewals.ts';

export type CheckoutInput = { userId: string; planId: string; period: PlanPeriod; cardWorks: boolean };

export type CheckoutResult = {
  outcome: 'active' | 'trial' | 'upcoming' | 'declined';
  item: ItemRecord;
  payment: PaymentRecord | null;
};

export type CheckoutQuote = {
  kind: 'pay now' | 'start trial' | 'switch later' | 'resume' | 'pay what is owed';
  plan: BillingPlan;
  priceCents: number;
  dueNowCents: number;
  /** When the plan begins. */
  startAt: number;
  /** Of a trial. */
  trialEndAt: number | null;
  proration: Proration;
};

const NOTHING: Proration = { amountCents: 0, daysRemaining: 0, daysTotal: 0 };

/** The paid days that are left, as a share of what was paid for them. */
function prorate(current: ItemRecord | undefined, at: number): Proration {
  const isPaid =
    current && (current.status === 'active' || current.status === 'canceled') && !current.isFreeTrial;
  if (!isPaid || current.periodEnd === null || current.amountCents === 0) return NOTHING;
  const total = current.periodEnd - current.periodStart;
  const left = Math.max(0, current.periodEnd - at);
  const inDays = (ms: number) => Math.ceil(ms / DAY_MS);
  const amountCents = Math.floor((current.amountCents * left) / total);
  return { amountCents, daysRemaining: inDays(left), daysTotal: inDays(total) };
}

function monthlyValue(amountCents: number, period: PlanPeriod): number {
  return period === 'annual' ? amountCents / MONTHS_PER_YEAR : amountCents;
}

/** Cheaper plans, and months after a year of the same plan, begin when what was paid for is over. */
function isLater(current: ItemRecord | undefined, plan: BillingPlan, period: PlanPeriod): boolean {
  if (!current || current.isFreeTrial || current.amountCents === 0 || current.status === 'past_due')
    return false;
  if (current.planId === plan.id) return current.planPeriod === 'annual' && period === 'month';
  const now = monthlyValue(current.amountCents, current.planPeriod);
  return monthlyValue(priceOf(plan, period), period) < now;
}

function kindOf(moment: Moment, plan: BillingPlan, period: PlanPeriod): CheckoutQuote['kind'] {
  const current = currentItem(moment);
  if (current?.planId === plan.id && current.planPeriod === period) {
    if (current.status === 'canceled') return 'resume';
    if (current.status === 'past_due') return 'pay what is owed';
    throw refusal('already_subscribed', `${plan.name} is the plan already.`);
  }
  if (isLater(current, plan, period)) return 'switch later';
  const isFirst = !current || current.amountCents === 0;
  return plan.free_trial_enabled && isFirst && !moment.subscription.hasUsedTrial ? 'start trial' : 'pay now';
}

function quote(moment: Moment, plan: BillingPlan, period: PlanPeriod): CheckoutQuote {
  if (plan.is_default) throw refusal('plan_is_free', `${plan.name} is free: cancel instead.`);
  const { at } = moment;
  const priceCents = priceOf(plan, period);
  const kind = kindOf(moment, plan, period);
  const current = currentItem(moment);
  const proration = kind === 'pay now' ? prorate(current, at) : NOTHING;
  const dueNow = {
    'pay now': Math.max(0, priceCents - proration.amountCents),
    'pay what is owed': priceCents,
  };
  return {
    kind,
    plan,
    priceCents,
    dueNowCents: kind === 'pay now' || kind === 'pay what is owed' ? dueNow[kind] : 0,
    startAt: kind === 'switch later' ? (current?.periodEnd ?? at) : at,
    trialEndAt: kind === 'start trial' ? at + (plan.free_trial_days ?? 0) * DAY_MS : null,
    proration,
  };
}

/** What a checkout would do, without doing it. Throws Clerk's error when it would be refused. */
export function quoteCheckout(
  ctx: Context,
  { userId, planId, period }: Omit<CheckoutInput, 'cardWorks'>,
  at: number,
): CheckoutQuote {
  const found = [...ctx.store.subscriptions.values()].find((one) => one.userId === userId);
  const plan = getPlan(ctx, planId);
  if (found) return quote({ ctx, subscription: found, at }, plan, period);
  const trialEndAt = plan.free_trial_enabled ? at + (plan.free_trial_days ?? 0) * DAY_MS : null;
  const priceCents = priceOf(plan, period);
  if (plan.is_default) throw refusal('plan_is_free', `${plan.name} is free: there is nothing to buy.`);
  const kind = trialEndAt === null ? 'pay now' : 'start trial';
  const dueNowCents = trialEndAt === null ? priceCents : 0;
  return { kind, plan, priceCents, dueNowCents, startAt: at, trialEndAt, proration: NOTHING };
}

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
