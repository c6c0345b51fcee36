import { withTransaction } from '@scrip/database';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin } from '../authorization.ts';
import { asSystem, type ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { describeItem } from './clerk-event.ts';
import { toSnapshot } from './clerk-item.ts';
import type { ItemSnapshot } from './facts.ts';
import { givePlanCredits } from './give-plan-credits.ts';
import { renewManualItems } from './renew-manual.ts';
import { findClerkUserId, type ItemRow, insertEventOnce, listItems, lockSubscriber } from './repository.ts';
import { isOver, takeOverSnapshot } from './take-over.ts';

/**
 * Brings one user in step: asks Clerk what the subscriptions are and takes that over, whatever messages were lost;
 * renews what an admin has given; and gives the credits that follow. Doing it again changes nothing.
 *
 * @throws CLERK_FAILED; then nothing has changed.
 */
export async function lookAt(ctx: ServiceContext, userId: string): Promise<void> {
  const clerkUserId = await findClerkUserId(ctx.db, userId);
  if (!clerkUserId) return;
  await lookTold(ctx, { userId, clerkUserId }, await askClerk(ctx, clerkUserId));
}

/** Makes one user what Clerk says, on an admin's word. @throws NOT_FOUND, CLERK_FAILED, FORBIDDEN to non-admins. */
export async function repairUser(ctx: ServiceContext, userId: string): Promise<void> {
  requireAdmin(ctx);
  const clerkUserId = await findClerkUserId(ctx.db, userId);
  if (!clerkUserId) throw notFound('user');
  const told = await askClerk(ctx, clerkUserId);
  await withTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    await lookTold(tx, { userId, clerkUserId }, told);
    await recordAudit(tx, { action: 'subscriptions.repair', targetType: 'user', targetId: userId });
  });
}

/** The same, with what Clerk has answered. */
export async function lookTold(
  ctx: ServiceContext,
  { userId, clerkUserId }: { userId: string; clerkUserId: string },
  told: ItemSnapshot[] | null,
): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    const system = asSystem({ ...ctx, db: tx });
    await lockSubscriber(tx, userId);
    if (told) await takeOverAll(system, { userId, clerkUserId }, told);
    await renewManualItems(system, { userId, clerkUserId });
    await givePlanCredits(system, userId);
  });
}

/** All that Clerk says of a user's items now; null where there is no Clerk to ask. */
export async function askClerk(ctx: ServiceContext, clerkUserId: string): Promise<ItemSnapshot[] | null> {
  if (!ctx.clerkBilling) return null;
  const subscription = await ctx.clerkBilling.getSubscription(clerkUserId);
  return (subscription?.items ?? []).map((item) => {
    const stateAt = item.updated_at ?? item.period_start;
    const { hasPaidNothing, isFreeTrial, ...snapshot } = toSnapshot(item, {
      subscriptionId: subscription?.id ?? null,
      stateAt,
    });
    return { ...snapshot, isFreeTrial: isFreeTrial ?? hasPaidNothing };
  });
}

async function takeOverAll(
  ctx: ServiceContext,
  owner: { userId: string; clerkUserId: string },
  told: ItemSnapshot[],
): Promise<void> {
  const stored = await listItems(ctx.db, owner.userId);
  for (const snapshot of currentSnapshots(stored, told, ctx.now())) {
    const before = stored.find(({ id }) => id === snapshot.itemId);
    await takeOverSnapshot(ctx, { userId: owner.userId, provider: 'clerk' }, snapshot);
    if (before && hasSameState(before, snapshot)) continue;
    await insertEventOnce(ctx.db, {
      id: `look:${snapshot.itemId}:${snapshot.periodStart.toISOString()}:${snapshot.status}`,
      userId: owner.userId,
      clerkUserId: owner.clerkUserId,
      planKey: snapshot.planKey,
      status: snapshot.status,
      eventType: 'scrip.reconciled',
      occurredAt: snapshot.stateAt,
      metadata: { items: [describeItem(snapshot)] },
      createdAt: ctx.now(),
    });
  }
}

/**
 * What Clerk says now, as statements that no older one outdoes: an answer is the truth, whatever its dates. An item that
 * Clerk does not list any more has ended.
 */
function currentSnapshots(stored: ItemRow[], told: ItemSnapshot[], at: Date): ItemSnapshot[] {
  const current = told.map((snapshot) => {
    const known = stored.find(({ id }) => id === snapshot.itemId);
    if (!known || known.stateAt < snapshot.stateAt || hasSameState(known, snapshot)) return snapshot;
    return { ...snapshot, stateAt: new Date(known.stateAt.getTime() + 1) };
  });
  const gone = stored.filter(
    ({ id, provider, status }) =>
      provider === 'clerk' && !isOver(status) && !told.some(({ itemId }) => itemId === id),
  );
  return [...current, ...gone.map((item) => toEnded(item, at))];
}

function toEnded({ id, ...item }: ItemRow, at: Date): ItemSnapshot {
  const endedAt = item.periodEnd && item.periodEnd < at ? item.periodEnd : at;
  const stateAt = at > item.stateAt ? at : new Date(item.stateAt.getTime() + 1);
  // The CHECK of the table leaves no other texts.
  const period = item.period as ItemSnapshot['period'];
  return { ...item, itemId: id, period, status: 'ended', endedAt, stateAt };
}

const compared = ['status', 'planKey', 'period', 'isFreeTrial'] as const;
const comparedInstants = ['periodStart', 'periodEnd', 'canceledAt', 'pastDueSince'] as const;

function hasSameState(known: ItemRow, snapshot: ItemSnapshot): boolean {
  return (
    compared.every((field) => known[field] === snapshot[field]) &&
    comparedInstants.every((field) => known[field]?.getTime() === snapshot[field]?.getTime())
  );
}
