import { withTransaction } from '@scrip/database';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin } from '../authorization.ts';
import { asSystem, type ServiceContext } from '../context.ts';
import { newId } from '../credits/receipt.ts';
import { DomainError, invalidInput, notFound } from '../errors.ts';
import type { Plan } from '../plans/schema.ts';
import { holdPlan, listPlansByKey } from '../plans/service.ts';
import { parseInput } from '../validation.ts';
import type { ItemSnapshot } from './facts.ts';
import { givePlanCredits } from './give-plan-credits.ts';
import { endOfPeriod } from './manual-item.ts';
import { recordManual } from './record-manual.ts';
import { type ItemRow, listItems, lockSubscriber } from './repository.ts';
import { ChangeManualInput, StartManualInput, type SubscriptionState } from './schema.ts';
import { getSubscriptionState } from './subscription-state.ts';
import { isOver } from './take-over.ts';

/**
 * Puts a user on a plan that is billed manually, from now or a later day on; it renews by itself until it is canceled.
 * A change of plan begins now: the user's other manual plan ends then.
 *
 * @throws NOT_FOUND (user or plan), INVALID_INPUT (also for a plan that Clerk bills, and a start in the past),
 * ALREADY_EXISTS when the user is on this plan, FORBIDDEN to non-admins.
 */
export async function startManual(ctx: ServiceContext, input: StartManualInput): Promise<SubscriptionState> {
  requireAdmin(ctx);
  const { userId, planId, period, startsAt, reason } = parseInput(StartManualInput, input);
  const at = ctx.now();
  if (startsAt && startsAt < at) throw invalidInput('startsAt', 'A subscription cannot begin in the past.');
  return inAccount(ctx, userId, async (tx, change) => {
    const plan = await getManualPlan(tx, planId);
    const others = (await listItems(tx.db, userId)).filter((item) => isManual(item) && !isOver(item.status));
    if (others.some(({ planKey }) => planKey === planId)) {
      const message = `This user is on “${plan.name}” already.`;
      throw new DomainError('ALREADY_EXISTS', message, { field: 'planId', id: planId });
    }
    if (startsAt && others.length > 0) {
      throw invalidInput(
        'startsAt',
        'This user has another manual plan: begin now, which ends it, or end it first.',
      );
    }
    for (const item of others) await change(ended(item, at), 'manual.ended');
    const periodStart = startsAt ?? at;
    const snapshot: ItemSnapshot = {
      itemId: `manual_${newId(at)}`,
      subscriptionId: null,
      planKey: planId,
      period,
      status: startsAt ? 'upcoming' : 'active',
      periodStart,
      periodEnd: endOfPeriod(periodStart, period),
      canceledAt: null,
      pastDueSince: null,
      endedAt: null,
      isFreeTrial: false,
      amountCents: period === 'annual' ? plan.priceYearlyCents : plan.priceMonthlyCents,
      currency: plan.currency,
      stateAt: at,
    };
    await change(snapshot, 'manual.started');
    await audit(tx, userId, reason, 'subscriptions.startManual', {
      planId,
      period,
      startsAt: periodStart.toISOString(),
    });
  });
}

/**
 * Cancels a manual subscription at the end of its period, takes that back, or ends it now.
 *
 * @throws NOT_FOUND, INVALID_INPUT for a change that does not fit its state, FORBIDDEN to non-admins.
 */
export async function changeManual(
  ctx: ServiceContext,
  input: ChangeManualInput,
): Promise<SubscriptionState> {
  requireAdmin(ctx);
  const { userId, itemId, change: kind, reason } = parseInput(ChangeManualInput, input);
  return inAccount(ctx, userId, async (tx, change) => {
    await changeItem({ ...tx, principal: ctx.principal }, userId, { itemId, kind }, change);
    await audit({ ...tx, principal: ctx.principal }, userId, reason, `subscriptions.${kind}`, { itemId });
  });
}

/** Cancels or resumes, for the user. @throws NOT_FOUND, INVALID_INPUT. */
export async function changeOwnManual(
  ctx: ServiceContext,
  { userId, itemId, kind }: { userId: string; itemId: string; kind: 'cancel' | 'resume' },
): Promise<SubscriptionState> {
  return inAccount(ctx, userId, (tx, change) => changeItem(tx, userId, { itemId, kind }, change));
}

type Change = (snapshot: ItemSnapshot, eventType: string) => Promise<void>;

async function changeItem(
  ctx: ServiceContext,
  userId: string,
  { itemId, kind }: { itemId: string; kind: ChangeManualInput['change'] },
  change: Change,
): Promise<void> {
  const at = ctx.now();
  const item = (await listItems(ctx.db, userId)).find(({ id }) => id === itemId);
  if (!item || !isManual(item)) throw notFound('manual subscription');
  const fits = { cancel: ['active'], resume: ['canceled'], endNow: ['active', 'canceled', 'upcoming'] };
  if (!fits[kind].includes(item.status)) {
    throw invalidInput('change', `A subscription that is ${item.status.replace('_', ' ')} cannot do that.`);
  }
  const state = toSnapshot(item, at);
  if (kind === 'endNow') await change(ended(item, at), 'manual.ended');
  else if (kind === 'cancel')
    await change({ ...state, status: 'canceled', canceledAt: at }, 'manual.canceled');
  else await change({ ...state, status: 'active', canceledAt: null }, 'manual.resumed');
}

/** Runs a change under the lock on the user, as the system, and gives the credits that follow. */
async function inAccount(
  ctx: ServiceContext,
  userId: string,
  run: (tx: ServiceContext, change: Change) => Promise<void>,
): Promise<SubscriptionState> {
  return withTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    const system = asSystem(tx);
    const owner = await lockSubscriber(db, userId);
    if (!owner) throw notFound('user');
    await run(tx, async (snapshot, eventType) => {
      const id = `${eventType}:${snapshot.itemId}:${snapshot.stateAt.toISOString()}`;
      await recordManual(system, { userId, clerkUserId: owner.clerkUserId }, { id, eventType, snapshot });
    });
    await givePlanCredits(system, userId);
    return getSubscriptionState(tx, userId);
  });
}

async function getManualPlan(ctx: ServiceContext, planId: string): Promise<Plan> {
  await holdPlan(ctx, planId);
  const plan = (await listPlansByKey(ctx, [planId])).find(({ id }) => id === planId);
  if (!plan) throw notFound('plan');
  if (plan.billingSource !== 'manual') {
    throw invalidInput('planId', `“${plan.name}” is billed by Clerk: people subscribe to it there.`);
  }
  return plan;
}

function isManual({ provider }: ItemRow): boolean {
  return provider === 'manual';
}

function toSnapshot({ id, ...item }: ItemRow, at: Date): ItemSnapshot {
  const stateAt = new Date(Math.max(at.getTime(), item.stateAt.getTime() + 1));
  // The CHECKs of the table leave no other texts in these columns.
  return { ...item, itemId: id, stateAt } as ItemSnapshot;
}

function ended(item: ItemRow, at: Date): ItemSnapshot {
  return { ...toSnapshot(item, at), status: 'ended', endedAt: at };
}

function audit(
  ctx: ServiceContext,
  userId: string,
  reason: string,
  action: string,
  after: Record<string, string>,
) {
  return recordAudit(ctx, { action, targetType: 'user', targetId: userId, reason, after });
}
