import type { Db, WebhookStatus } from '@scrip/database';
import type { Delivery } from './schema.ts';

export async function insertDeliveryOnce(db: Db, delivery: Delivery, receivedAt: Date): Promise<void> {
  await db.webhookDelivery.createMany({ data: { ...delivery, receivedAt }, skipDuplicates: true });
}

/** Waits for whoever handles this delivery right now, then tells where it stands. */
export async function lockDelivery(db: Db, id: string): Promise<WebhookStatus> {
  const rows = await db.$queryRaw<{ status: WebhookStatus }[]>`
    SELECT "status"::text AS "status" FROM "WebhookDelivery" WHERE "id" = ${id} FOR UPDATE`;
  const [row] = rows;
  if (!row) throw new Error('A delivery that was just written cannot be read.');
  return row.status;
}

/** Until the transaction ends, nobody else handles an event about this subject. */
export async function lockSubject(db: Db, subjectId: string): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${subjectId}, 0))::text`;
}

export async function updateDelivery(
  db: Db,
  id: string,
  outcome: { status: WebhookStatus; error: string | null; processedAt: Date | null },
): Promise<void> {
  await db.webhookDelivery.update({
    where: { id },
    data: { ...outcome, attempts: { increment: 1 } },
    select: { id: true },
  });
}

/** An event of `types` about the subject that was handled and is newer, or one of `finalTypes`, which end a subject. */
export async function hasOvertakingDelivery(
  db: Db,
  delivery: Delivery,
  kinds: { types: string[]; finalTypes: string[] },
): Promise<boolean> {
  const { id, subjectId, occurredAt } = delivery;
  const overtaking = await db.webhookDelivery.findFirst({
    where: {
      subjectId,
      id: { not: id },
      status: 'PROCESSED',
      OR: [
        { type: { in: kinds.finalTypes } },
        ...(occurredAt ? [{ type: { in: kinds.types }, occurredAt: { gt: occurredAt } }] : []),
      ],
    },
    select: { id: true },
  });
  return overtaking !== null;
}
