import type { Context } from '../context.ts';
import type { Moment } from './changes.ts';
import { currentItem, getPlan, priceOf, refusal } from './moment.ts';
import { DAY_MS } from './periods.ts';
import { type BillingPlan, MONTHS_PER_YEAR } from './plan.ts';
import type { ItemRecord, PlanPeriod, Proration } from './records.ts';

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

/** What a checkout of this plan would do now. */
export function quote(moment: Moment, plan: BillingPlan, period: PlanPeriod): CheckoutQuote {
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
  { userId, planId, period }: { userId: string; planId: string; period: PlanPeriod },
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
