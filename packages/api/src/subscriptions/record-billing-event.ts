import type { ServiceContext } from '../context.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { BillingEvent } from './clerk-event.ts';
import { endedStatuses, type ItemSnapshot } from './facts.ts';
import { givePlanCredits } from './give-plan-credits.ts';
import { lookAtSubscriber } from './look-kind.ts';
import { loadPolicies } from './policies.ts';
import { findItemOwner, findUserByClerkId, insertEventOnce, lockSubscriber } from './repository.ts';
import { takeOverSnapshot } from './take-over.ts';

export type Subscriber = { userId: string; clerkUserId: string };

/** Whom an event is about; null when nobody here is known to be. */
export async function findSubscriber(ctx: ServiceContext, event: BillingEvent): Promise<Subscriber | null> {
  const { clerkUserId } = event.payer;
  if (clerkUserId) return findUserByClerkId(ctx.db, clerkUserId);
  const [item] = event.snapshots;
  return item ? findItemOwner(ctx.db, item.itemId) : null;
}

/**
 * Takes over what an event says, notes it as a subscription event, and gives the credits that follow. All of it bears
 * repetition. Answers the key of a plan that is not known here, if the event names one: nothing could be given for it.
 */
export async function recordBillingEvent(
  ctx: ServiceContext,
  { userId, clerkUserId }: Subscriber,
  event: Omit<BillingEvent, 'snapshots'> & {
    snapshots: ItemSnapshot[];
    id: string;
    type: string;
    occurredAt: Date;
  },
): Promise<string | null> {
  const { id, type, occurredAt, snapshots, planKey, status, metadata } = event;
  await lockSubscriber(ctx.db, userId);
  for (const snapshot of snapshots) await takeOverSnapshot(ctx, { userId, provider: 'clerk' }, snapshot);
  await insertEventOnce(ctx.db, {
    id,
    userId,
    clerkUserId,
    planKey,
    status,
    eventType: type,
    occurredAt,
    metadata,
    createdAt: ctx.now(),
  });
  await givePlanCredits(ctx, userId);
  // A payment does not tell where the subscription stands by now.
  if (snapshots.length === 0 && ctx.clerkBilling) await enqueue(ctx, lookAtSubscriber, { userId });
  const live = snapshots.filter((snapshot) => !endedStatuses.includes(snapshot.status) && snapshot.planKey);
  const policies = await loadPolicies(
    ctx,
    live.map((snapshot) => snapshot.planKey),
  );
  return live.find((snapshot) => !policies.has(snapshot.planKey ?? ''))?.planKey ?? null;
}
