import { ClerkError, notFound } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import { changeItem, insertSubscription, listItems, type Moment, settleSubscription } from './changes.ts';
import type { BillingPlan } from './plan.ts';
import type { ItemRecord, PlanPeriod } from './records.ts';

export function billingNow(ctx: Context): number {
  return ctx.now() + ctx.store.billingSettings.clockOffsetMs;
}

export function refusal(code: string, message: string): ClerkError {
  return new ClerkError({ status: 422, code, message });
}

export function getPlan(ctx: Context, planId: string): BillingPlan {
  const plan = ctx.store.billingPlans.get(planId);
  if (plan?.for_payer_type !== 'user') throw notFound('plan');
  return plan;
}

/** What one period of a plan costs, in cents; throws when it is not sold by this period. */
export function priceOf(plan: BillingPlan, period: PlanPeriod): number {
  const price = period === 'month' ? plan.fee : plan.annual_fee;
  if (!price) throw refusal('plan_period_invalid', `${plan.name} is not sold by the year.`);
  return price.amount;
}

export function findMoment(ctx: Context, userId: string, at: number): Moment | null {
  for (const subscription of ctx.store.subscriptions.values()) {
    if (subscription.userId === userId) return { ctx, subscription, at };
  }
  return null;
}

export function findItem(ctx: Context, itemId: string, at: number): { moment: Moment; item: ItemRecord } {
  const item = ctx.store.subscriptionItems.get(itemId);
  const subscription = item && ctx.store.subscriptions.get(item.subscriptionId);
  if (!item || !subscription) throw notFound('subscription item');
  return { moment: { ctx, subscription, at }, item };
}

/** The item whose plan the user has now. */
export function currentItem({ ctx, subscription }: Moment): ItemRecord | undefined {
  const isCurrent = ({ status }: ItemRecord) => ['active', 'past_due', 'canceled'].includes(status);
  return listItems(ctx, subscription).find(isCurrent);
}

export function itemWith(
  { ctx, subscription }: Moment,
  status: ItemRecord['status'],
): ItemRecord | undefined {
  return listItems(ctx, subscription).find((item) => item.status === status);
}

type NewItem = Pick<
  ItemRecord,
  'planId' | 'planPeriod' | 'status' | 'amountCents' | 'periodStart' | 'periodEnd'
>;

/** Adds an item and tells that it was created. */
export function insertItem(moment: Moment, input: NewItem): ItemRecord {
  const { ctx, subscription, at } = moment;
  const item: ItemRecord = {
    id: newId('csubitem'),
    subscriptionId: subscription.id,
    ...input,
    anchorAt: input.periodStart,
    isFreeTrial: false,
    isTrialEndTold: false,
    owes: null,
    retries: 0,
    createdAt: at,
    updatedAt: at,
    canceledAt: null,
    pastDueAt: null,
    endedAt: null,
    lifetimePaidCents: 0,
    proration: { amountCents: 0, daysRemaining: 0, daysTotal: 0 },
  };
  ctx.store.subscriptionItems.set(item.id, item);
  changeItem(moment, item, 'subscriptionItem.created', {});
  return item;
}

function defaultPlan(ctx: Context): BillingPlan | undefined {
  return [...ctx.store.billingPlans.values()].find(
    (plan) => plan.is_default && plan.for_payer_type === 'user',
  );
}

/** Puts the user on the free default plan, now or from `startAt`; does nothing when there is none. */
export function insertDefaultItem(moment: Moment, startAt = moment.at): void {
  const plan = defaultPlan(moment.ctx);
  if (!plan) return;
  const status = startAt > moment.at ? 'upcoming' : 'active';
  const item = insertItem(moment, {
    planId: plan.id,
    planPeriod: 'month',
    status,
    amountCents: 0,
    periodStart: startAt,
    periodEnd: null,
  });
  changeItem(moment, item, `subscriptionItem.${status}`, {});
}

/** The user's subscription, made now if there is none. */
export function openMoment(ctx: Context, userId: string, at: number): Moment {
  const found = findMoment(ctx, userId, at);
  if (found) return found;
  const moment = { ctx, subscription: insertSubscription(ctx, userId, at), at };
  insertDefaultItem(moment);
  if (currentItem(moment)) settleSubscription(moment);
  return moment;
}

/** As Clerk gives every user a subscription when there is a free default plan. */
export function subscribeNewUser(ctx: Context, userId: string): void {
  if (defaultPlan(ctx)) openMoment(ctx, userId, billingNow(ctx));
}
