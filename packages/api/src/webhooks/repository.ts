import type { Db, Prisma, WebhookDelivery } from '@scrip/database';
import type { Delivery, DeliveryStatus } from './schema.ts';

/** A delivery to keep; one without a status waits to be worked on. */
export type NewDelivery = {
  id: string;
  type: string;
  subjectId: string | null;
  occurredAt: Date | null;
  /** JSON, as text. */
  payload: string;
  status: 'RECEIVED' | 'FAILED';
  error: string | null;
  receivedAt: Date;
};

/** The ids of those that were not here. One statement for any number: planning a thousand rows one by one takes a second. */
export async function insertDeliveriesOnce(db: Db, rows: NewDelivery[]): Promise<string[]> {
  const facts = rows.map(({ payload: _, ...row }) => row);
  const inserted = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO "WebhookDelivery" ("id", "type", "subjectId", "occurredAt", "payload", "status", "error", "receivedAt")
    SELECT f."id", f."type", f."subjectId", f."occurredAt", f."payload"::jsonb, f."status"::"WebhookStatus", f."error",
      f."receivedAt"
    FROM ROWS FROM (
      jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) AS ("id" text, "type" text, "subjectId" text,
        "occurredAt" timestamptz, "status" text, "error" text, "receivedAt" timestamptz),
      unnest(${rows.map(({ payload }) => payload)}::text[])
    ) AS f("id", "type", "subjectId", "occurredAt", "status", "error", "receivedAt", "payload")
    ON CONFLICT DO NOTHING
    RETURNING "id"`;
  return inserted.map(({ id }) => id);
}

export function findDelivery(db: Db, id: string): Promise<WebhookDelivery | null> {
  return db.webhookDelivery.findUnique({ where: { id } });
}

/** Waits for whoever handles this delivery right now, then tells where it stands. */
export async function lockDelivery(db: Db, id: string): Promise<DeliveryStatus | null> {
  const [row] = await db.$queryRaw<{ status: DeliveryStatus }[]>`
    SELECT "status"::text AS "status" FROM "WebhookDelivery" WHERE "id" = ${id} FOR UPDATE`;
  return row?.status ?? null;
}

/** Until the transaction ends, nobody else handles an event about this subject. */
export async function lockSubject(db: Db, subjectId: string): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${subjectId}, 0))::text`;
}

export async function updateDelivery(
  db: Db,
  id: string,
  outcome: {
    status: DeliveryStatus;
    error: string | null;
    waitingFor: string | null;
    processedAt: Date | null;
  },
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
  delivery: Pick<Delivery, 'id' | 'subjectId' | 'occurredAt'>,
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

/** What deliveries wait for, where it is there by now. */
export async function listMetWaits(db: Db, take: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT d."id" FROM "WebhookDelivery" d
    WHERE d."waitingFor" IS NOT NULL AND d."status"::text = 'WAITING' AND (
      (d."waitingFor" LIKE 'user:%' AND EXISTS (SELECT 1 FROM "User" u WHERE u."clerkId" = substr(d."waitingFor", 6)))
      OR (d."waitingFor" LIKE 'plan:%' AND EXISTS (SELECT 1 FROM "Plan" p WHERE p."clerkId" = substr(d."waitingFor", 6))))
    ORDER BY d."receivedAt" LIMIT ${take}::int`;
  return rows.map(({ id }) => id);
}

/**
 * Erases what deliveries say of a person whose account was deleted, messages about payments included: they name who
 * pays. That they came stays.
 */
export async function erasePayloads(db: Db, clerkUserId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE "WebhookDelivery" SET "payload" = '{"erased": true}'
    WHERE ("subjectId" = ${clerkUserId} AND "type" IN ('user.created', 'user.updated'))
      OR "id" = ANY(ARRAY(SELECT e."id" FROM "SubscriptionEvent" e WHERE e."clerkUserId" = ${clerkUserId}))
      OR ("status" = 'WAITING' AND "waitingFor" = ${`user:${clerkUserId}`})`;
}

/** Newest first, keyset by arrival and id. */
export function listDeliveries(
  db: Db,
  page: {
    statuses: DeliveryStatus[];
    types: string[];
    after: { receivedAt: Date; id: string } | null;
    take: number;
  },
) {
  const { statuses, types, after, take } = page;
  const filters: Prisma.WebhookDeliveryWhereInput[] = [];
  if (statuses.length > 0) filters.push({ status: { in: statuses } });
  if (types.length > 0) filters.push({ type: { in: types } });
  if (after) {
    const { receivedAt, id } = after;
    filters.push({ OR: [{ receivedAt: { lt: receivedAt } }, { receivedAt, id: { lt: id } }] });
  }
  return db.webhookDelivery.findMany({
    where: { AND: filters },
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    take,
    omit: { payload: true },
  });
}

export async function countDeliveries(db: Db): Promise<Map<string, number>> {
  const rows = await db.webhookDelivery.groupBy({ by: ['status'], _count: { _all: true } });
  return new Map(rows.map(({ status, _count }) => [status, _count._all]));
}

export async function reopenDelivery(db: Db, id: string): Promise<void> {
  await db.webhookDelivery.update({
    where: { id },
    data: { status: 'RECEIVED', waitingFor: null },
    select: { id: true },
  });
}
