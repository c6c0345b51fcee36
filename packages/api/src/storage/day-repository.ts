import type { Db } from '@scrip/database';

export const storageFeatureKey = 'storage_gb_day';

/** It has no price until an admin sets one, and costs nothing until then. */
export async function ensureStorageFeature(db: Db, at: Date): Promise<void> {
  const feature = {
    key: storageFeatureKey,
    name: 'Storage',
    description: 'A started gigabyte of files, for a day.',
    tags: ['storage'],
    operationType: 'CUSTOM' as const,
    unit: 'gigabyte day',
    createdAt: at,
    updatedAt: at,
  };
  await db.feature.createMany({ data: [feature], skipDuplicates: true });
}

export type Storing = { userId: string; bytes: bigint };

/** Who stores something and has not paid for the day. */
export function listStoring(
  db: Db,
  { day, after, take }: { day: Date; after: string; take: number },
): Promise<Storing[]> {
  return db.$queryRaw<Storing[]>`
    SELECT o."userId", sum(o."size")::bigint AS "bytes" FROM "StorageObject" o
    WHERE o."userId" > ${after} AND o."deletedAt" IS NULL AND NOT EXISTS (
      SELECT 1 FROM "StorageDay" d
      WHERE d."userId" = o."userId" AND d."day" = ${day}::date AND d."status" <> 'unpaid')
    GROUP BY o."userId" ORDER BY o."userId" LIMIT ${take}`;
}

export type NewDay = {
  userId: string;
  day: Date;
  bytes: bigint;
  gbDays: number;
  status: 'charged' | 'free' | 'unpaid';
  entryId: string | null;
  createdAt: Date;
};

/** A day that is charged stays so, whatever another process found out about it meanwhile. */
export async function saveDay(db: Db, day: NewDay): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "StorageDay" AS d ("userId", "day", "bytes", "gbDays", "status", "entryId", "createdAt")
    VALUES (${day.userId}, ${day.day}::date, ${day.bytes}, ${day.gbDays}, ${day.status}, ${day.entryId},
      ${day.createdAt}::timestamptz)
    ON CONFLICT ("userId", "day") DO UPDATE SET "bytes" = excluded."bytes", "gbDays" = excluded."gbDays",
      "status" = excluded."status", "entryId" = excluded."entryId"
    WHERE d."status" <> 'charged'`;
}
