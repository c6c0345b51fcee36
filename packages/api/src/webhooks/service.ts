import { withTransaction } from '@scrip/database';
import { z } from 'zod';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { invalidInput, notFound } from '../errors.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { cutPage, decodeCursor, PageDirection, PageLimit } from '../pagination.ts';
import { processDelivery } from './process-delivery-kind.ts';
import { countDeliveries, findDelivery, listDeliveries, lockDelivery, reopenDelivery } from './repository.ts';
import { DeliveryStatus } from './schema.ts';

export const ListDeliveriesInput = z.strictObject({
  statuses: z.array(DeliveryStatus).default([]),
  types: z.array(z.string().max(255)).max(50).default([]),
  cursor: z.string().max(500).nullish(),
  limit: PageLimit,
  direction: PageDirection,
});
export type ListDeliveriesInput = z.output<typeof ListDeliveriesInput>;

const DeliveryItem = z.object({
  id: z.string(),
  type: z.string(),
  subjectId: z.string().nullable(),
  occurredAt: z.date().nullable(),
  status: DeliveryStatus,
  /** While WAITING: user:<Clerk id> or plan:<Clerk plan id>. */
  waitingFor: z.string().nullable(),
  attempts: z.int(),
  /** Why it failed, waits or was ignored. */
  error: z.string().nullable(),
  receivedAt: z.date(),
  processedAt: z.date().nullable(),
});

export const DeliveryPage = z.object({ items: z.array(DeliveryItem), nextCursor: z.string().nullable() });
export const DeliveryDetail = DeliveryItem.extend({ payload: z.json() });
export const DeliveryRef = z.strictObject({ id: z.string().min(1).max(255) });
export const DeliveryCounts = z.record(DeliveryStatus, z.int());

const DeliveryCursor = z.tuple([z.iso.datetime(), z.string()]);

/** The inbox, newest first. @throws FORBIDDEN to non-admins, INVALID_INPUT for a foreign cursor. */
export async function searchDeliveries(ctx: ServiceContext, input: ListDeliveriesInput) {
  requireAdmin(ctx);
  const { statuses, types, cursor, limit } = input;
  const key = cursor ? decodeCursor(DeliveryCursor, cursor) : null;
  const after = key && { receivedAt: new Date(key[0]), id: key[1] };
  const rows = await listDeliveries(ctx.db, { statuses, types, after, take: limit + 1 });
  const items = rows.map((row) => DeliveryItem.parse(row));
  return cutPage(items, limit, (row) => [row.receivedAt.toISOString(), row.id]);
}

/** How many deliveries are in each state. @throws FORBIDDEN to non-admins. */
export async function getDeliveryCounts(ctx: ServiceContext): Promise<z.infer<typeof DeliveryCounts>> {
  requireAdmin(ctx);
  const counts = await countDeliveries(ctx.db);
  const of = (status: DeliveryStatus) => counts.get(status) ?? 0;
  return {
    RECEIVED: of('RECEIVED'),
    WAITING: of('WAITING'),
    PROCESSED: of('PROCESSED'),
    IGNORED: of('IGNORED'),
    FAILED: of('FAILED'),
  };
}

/** One delivery with what came. @throws NOT_FOUND, FORBIDDEN to non-admins. */
export async function getDelivery(ctx: ServiceContext, id: string): Promise<z.infer<typeof DeliveryDetail>> {
  requireAdmin(ctx);
  const row = await findDelivery(ctx.db, id);
  if (!row) throw notFound('delivery');
  return DeliveryDetail.parse(row);
}

/**
 * Works on a delivery once more, whatever became of it. One that had its effect has no second one: what it says is
 * compared with what is known. Audited.
 *
 * @throws NOT_FOUND, INVALID_INPUT for a body that is no event, FORBIDDEN to non-admins.
 */
export async function replayDelivery(ctx: ServiceContext, id: string): Promise<void> {
  requireAdmin(ctx);
  await withTransaction(ctx.db, async (tx) => {
    const status = await lockDelivery(tx, id);
    const row = status && (await findDelivery(tx, id));
    if (!row) throw notFound('delivery');
    if (row.type === 'unknown')
      throw invalidInput('id', 'This body is no event: there is nothing to work on.');
    await reopenDelivery(tx, id);
    await enqueue({ ...ctx, db: tx }, processDelivery, { deliveryId: id });
    const record = {
      action: 'webhooks.replay',
      targetType: 'job',
      targetId: id,
      before: { status },
    } as const;
    await recordAudit({ ...ctx, db: tx }, record);
  });
}
