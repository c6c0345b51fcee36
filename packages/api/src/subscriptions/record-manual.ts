import { withTransaction } from '@scrip/database';
import type { ServiceContext } from '../context.ts';
import { describeItem } from './clerk-event.ts';
import type { ItemSnapshot } from './facts.ts';
import { givePlanCredits } from './give-plan-credits.ts';
import type { Subscriber } from './record-billing-event.ts';
import { insertEventOnce, lockSubscriber } from './repository.ts';
import { takeOverSnapshot } from './take-over.ts';

export type ManualChange = {
  /** Of the event; the same one is noted once. */
  id: string;
  eventType: string;
  snapshot: ItemSnapshot;
  metadata?: { demo?: boolean };
};

/** Records a change by itself, with the credits that follow. */
export async function applyManual(
  ctx: ServiceContext,
  subscriber: Subscriber,
  change: ManualChange,
): Promise<void> {
  await withTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    await lockSubscriber(db, subscriber.userId);
    await recordManual(tx, subscriber, change);
    await givePlanCredits(tx, subscriber.userId);
  });
}

/**
 * What becomes of a manual item, and the event that tells it. The caller holds the lock on the user and gives the
 * credits that follow.
 */
export async function recordManual(
  ctx: ServiceContext,
  { userId, clerkUserId }: Subscriber,
  { id, eventType, snapshot, metadata = {} }: ManualChange,
): Promise<void> {
  await takeOverSnapshot(ctx, { userId, provider: 'manual' }, snapshot);
  await insertEventOnce(ctx.db, {
    id,
    userId,
    clerkUserId,
    planKey: snapshot.planKey,
    status: snapshot.status,
    eventType,
    occurredAt: snapshot.stateAt,
    metadata: { ...metadata, items: [describeItem(snapshot)] },
    createdAt: ctx.now(),
  });
}
