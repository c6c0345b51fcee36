import type { Db } from '@scrip/database';

/** Uploads and everything else that changes what a user stores wait for each other here. */
export async function lockOwner(
  tx: Db,
  userId: string,
): Promise<{ clerkUserId: string; isActive: boolean } | null> {
  const [row] = await tx.$queryRaw<{ clerkUserId: string; isActive: boolean }[]>`
    SELECT "clerkId" AS "clerkUserId", "isActive" FROM "User" WHERE "id" = ${userId} FOR NO KEY UPDATE`;
  return row ?? null;
}

export type Use = { usedBytes: number; usedFiles: number };

/** What counts against the quota: files, deleted ones that can be restored, uploads under way. */
export async function sumUse(db: Db, userId: string, at: Date): Promise<Use> {
  const [row] = await db.$queryRaw<{ usedBytes: bigint; usedFiles: bigint }[]>`
    SELECT coalesce(sum("bytes"), 0)::bigint AS "usedBytes", count(*)::bigint AS "usedFiles" FROM (
      SELECT "size" AS "bytes" FROM "StorageObject"
      WHERE "userId" = ${userId} AND ("deletedAt" IS NULL OR "purgeAt" > ${at}::timestamptz)
      UNION ALL
      SELECT "reservedBytes" FROM "StorageUpload"
      WHERE "userId" = ${userId} AND "status" = 'open' AND "expiresAt" > ${at}::timestamptz
    ) AS "held"`;
  return { usedBytes: Number(row?.usedBytes ?? 0), usedFiles: Number(row?.usedFiles ?? 0) };
}

export type NewUpload = {
  userId: string;
  id: string;
  provider: string;
  pathname: string;
  name: string;
  reservedBytes: number;
  contentType: string | null;
  expiresAt: Date;
  createdAt: Date;
};

export async function insertUpload(db: Db, upload: NewUpload): Promise<void> {
  await db.storageUpload.create({ data: upload });
}

export function findOpenUpload(db: Db, userId: string, id: string, at: Date) {
  return db.storageUpload.findFirst({ where: { userId, id, status: 'open', expiresAt: { gt: at } } });
}

/** Ends an upload by what its caller writes in the same transaction. False: it is over already. */
export async function takeUpload(tx: Db, userId: string, id: string, at: Date): Promise<boolean> {
  const where = { userId, id, status: 'open', expiresAt: { gt: at } };
  return (await tx.storageUpload.deleteMany({ where })).count === 1;
}

/** From here on nobody can finish it. False: it was finished. */
export async function closeUpload(db: Db, userId: string, id: string): Promise<boolean> {
  const { count } = await db.storageUpload.updateMany({
    where: { userId, id },
    data: { status: 'sweeping' },
  });
  return count === 1;
}

export async function deleteUpload(db: Db, userId: string, id: string): Promise<void> {
  await db.storageUpload.deleteMany({ where: { userId, id } });
}

export function listAbandonedUploads(db: Db, at: Date, take: number) {
  return db.storageUpload.findMany({
    where: { expiresAt: { lte: at } },
    orderBy: { expiresAt: 'asc' },
    take,
    select: { userId: true, id: true, provider: true, pathname: true },
  });
}

/** Those of a user that is going away; the sweep does the rest. */
export async function expireUploads(tx: Db, userId: string, at: Date): Promise<void> {
  await tx.storageUpload.updateMany({ where: { userId }, data: { expiresAt: at, status: 'sweeping' } });
}

export function findSameBytes(tx: Db, userId: string, sha256: string) {
  return tx.storageObject.findFirst({
    where: { userId, sha256, deletedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}

export type NewObject = {
  userId: string;
  id: string;
  clerkUserId: string;
  provider: string;
  url: string;
  pathname: string;
  name: string;
  contentType: string;
  size: number;
  sha256: string;
  source: string;
  createdAt: Date;
  updatedAt: Date;
};

export function insertObject(tx: Db, object: NewObject) {
  return tx.storageObject.create({ data: object });
}

/** The newest day of a user, if it could not be paid and is not over for long. */
export async function findUnpaidDay(db: Db, userId: string, at: Date): Promise<Date | null> {
  const day = { gte: new Date(at.getTime() - 2 * 24 * 60 * 60_000) };
  const newest = await db.storageDay.findFirst({ where: { userId, day }, orderBy: { day: 'desc' } });
  return newest?.status === 'unpaid' ? newest.day : null;
}
