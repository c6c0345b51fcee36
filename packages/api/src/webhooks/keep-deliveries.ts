import { type Db, withTransaction } from '@scrip/database';
import type { ServiceContext } from '../context.ts';
import { enqueueAll } from '../jobs/enqueue.ts';
import { processDelivery } from './process-delivery-kind.ts';
import { insertDeliveriesOnce, type NewDelivery } from './repository.ts';

const MOST_AT_ONCE = 250;
/** So many together are a burst. */
const BURST = 10;
/** The work on a burst begins a moment later: it would take the time in which the others of it are to be answered. */
const BURST_REST_MS = 2_000;

type Waiting = { row: NewDelivery; keep: (isNew: boolean) => void; refuse: (error: unknown) => void };

/** What waits for the database; one batch at a time is under way. */
const queues = new WeakMap<Db, { waiting: Waiting[]; isBusy: boolean }>();

/**
 * Keeps a delivery, and a job for it unless it came as failed, durably. Deliveries that arrive while others are being
 * written travel together, so that a thousand at once are a few commits. False: it is here already.
 */
export function keepDelivery(ctx: ServiceContext, row: NewDelivery): Promise<boolean> {
  const queue = queues.get(ctx.db) ?? { waiting: [], isBusy: false };
  queues.set(ctx.db, queue);
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  queue.waiting.push({ row, keep: resolve, refuse: reject });
  if (!queue.isBusy) void drain(ctx, queue);
  return promise;
}

async function drain(ctx: ServiceContext, queue: { waiting: Waiting[]; isBusy: boolean }): Promise<void> {
  queue.isBusy = true;
  while (queue.waiting.length > 0) {
    const batch = queue.waiting.splice(0, MOST_AT_ONCE);
    // One delivery that the database refuses must not take the others with it.
    if (!(await write(ctx, batch)) && batch.length > 1) for (const one of batch) await write(ctx, [one]);
  }
  queue.isBusy = false;
}

/** False when a batch of several failed and has yet to be written one by one. */
async function write(ctx: ServiceContext, batch: Waiting[]): Promise<boolean> {
  try {
    const fresh = await insertAll(
      ctx,
      batch.map(({ row }) => row),
    );
    // Of two with one id in a batch, one is new.
    for (const { row, keep } of batch) keep(fresh.delete(row.id));
    return true;
  } catch (error) {
    if (batch.length === 1) for (const { refuse } of batch) refuse(error);
    return false;
  }
}

async function insertAll(ctx: ServiceContext, rows: NewDelivery[]): Promise<Set<string>> {
  return withTransaction(ctx.db, async (tx) => {
    const fresh = new Set(await insertDeliveriesOnce(tx, rows));
    const isToDo = ({ id, status }: NewDelivery) => fresh.has(id) && status === 'RECEIVED';
    const toDo = [...new Set(rows.filter(isToDo).map(({ id }) => id))];
    await enqueueAll(
      { ...ctx, db: tx },
      processDelivery,
      toDo.map((deliveryId) => ({ deliveryId })),
      toDo.length < BURST ? {} : { runAt: new Date(ctx.now().getTime() + BURST_REST_MS) },
    );
    return fresh;
  });
}
