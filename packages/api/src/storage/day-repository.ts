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

export async function saveDay(db: Db, day: NewDay): Promise<void> {
  const { userId, day: date, createdAt: _, ...changed } = day;
  await db.storageDay.upsert({ where: { userId_day: { userId, day: date } }, create: day, update: changed });
}
