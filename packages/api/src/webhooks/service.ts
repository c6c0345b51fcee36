import { withTransaction } from '@scrip/database';
import { asSystem, type ServiceContext } from '../context.ts';
import { parseInput } from '../validation.ts';
import { insertDeliveryOnce, lockDelivery, lockSubject, updateDelivery } from './repository.ts';
import { Delivery } from './schema.ts';

export type DeliveryOutcome = 'PROCESSED' | 'IGNORED';

/** `ctx.db` is the transaction that also records the outcome. */
export type DeliveryHandler = (ctx: ServiceContext, delivery: Delivery) => Promise<DeliveryOutcome>;

const maxErrorLength = 500;

/**
 * Stores a delivery, then handles it: its effects and its outcome are one transaction, so a delivery takes effect
 * exactly once, however often and concurrently it is sent. When `handle` throws, nothing of it remains, the row says
 * FAILED and why, and the same error is thrown: the sender must be told to come again.
 */
export async function receiveWebhook(
  ctx: ServiceContext,
  input: Delivery,
  handle: DeliveryHandler,
): Promise<DeliveryOutcome | 'REPLAYED'> {
  const delivery = parseInput(Delivery, input);
  const { id, subjectId } = delivery;
  await insertDeliveryOnce(ctx.db, delivery, ctx.now());
  try {
    return await withTransaction(ctx.db, async (tx) => {
      const status = await lockDelivery(tx, id);
      if (status === 'PROCESSED' || status === 'IGNORED') return 'REPLAYED';
      if (subjectId) await lockSubject(tx, subjectId);
      const outcome = await handle(asSystem({ ...ctx, db: tx }), delivery);
      await updateDelivery(tx, id, { status: outcome, error: null, processedAt: ctx.now() });
      return outcome;
    });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    await updateDelivery(ctx.db, id, {
      status: 'FAILED',
      error: text.slice(0, maxErrorLength),
      processedAt: null,
    });
    throw error;
  }
}
