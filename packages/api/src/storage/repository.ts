import type { Db, Prisma, StorageObject } from '@scrip/database';
import { kindTypes } from './file-kind.ts';
import type { FileKind, FileOrder } from './schema.ts';

type Where = Prisma.StorageObjectWhereInput;

const startsWith = (types: readonly string[]): Where[] =>
  types.map((type) => ({ contentType: { startsWith: type } }));

export function ofKind(kind: FileKind): Where {
  if (kind !== 'other') return { OR: startsWith(kindTypes[kind]) };
  const known = startsWith(Object.values(kindTypes).flat());
  return { OR: [{ contentType: null }, { NOT: { OR: known } }] };
}

/** Prisma leaves the wildcards of LIKE as they are. */
export function nameContains(search: string): Where {
  return { name: { contains: search.replaceAll(/[\\%_]/g, '\\$&'), mode: 'insensitive' } };
}

const orders = {
  newest: { column: 'createdAt', direction: 'desc' },
  oldest: { column: 'createdAt', direction: 'asc' },
  name: { column: 'name', direction: 'asc' },
  largest: { column: 'size', direction: 'desc' },
} as const satisfies Record<FileOrder, { column: keyof StorageObject; direction: 'asc' | 'desc' }>;

/** What a cursor remembers of the last row. */
export function orderKeyOf(order: FileOrder, row: { name: string; sizeBytes: number; createdAt: Date }) {
  const { column } = orders[order];
  if (column === 'createdAt') return row.createdAt.toISOString();
  return column === 'size' ? row.sizeBytes : row.name;
}

export type FilesPage = {
  conditions: Where[];
  order: FileOrder;
  after: { key: string | number; id: string } | null;
  take: number;
};

export function listObjects(db: Db, { conditions, order, after, take }: FilesPage): Promise<StorageObject[]> {
  const { column, direction } = orders[order];
  const beyond = direction === 'asc' ? 'gt' : 'lt';
  const past: Where[] = after
    ? [
        {
          OR: [{ [column]: { [beyond]: after.key } }, { [column]: after.key, id: { [beyond]: after.id } }],
        },
      ]
    : [];
  return db.storageObject.findMany({
    where: { AND: [...conditions, ...past] },
    orderBy: [{ [column]: direction }, { id: direction }],
    take,
  });
}

export function findObject(db: Db, userId: string, id: string): Promise<StorageObject | null> {
  return db.storageObject.findUnique({ where: { userId_id: { userId, id } } });
}

/** A file that can be read now, of a user who may still sign in. */
export function findReadable(db: Db, userId: string, id: string): Promise<StorageObject | null> {
  return db.storageObject.findFirst({ where: { userId, id, deletedAt: null, user: { isActive: true } } });
}

export async function markDeleted(
  db: Db,
  where: { userId: string; ids: string[] },
  { at, purgeAt }: { at: Date; purgeAt: Date },
): Promise<number> {
  const { userId, ids } = where;
  const { count } = await db.storageObject.updateMany({
    where: { userId, id: { in: ids }, deletedAt: null },
    data: { deletedAt: at, purgeAt, updatedAt: at },
  });
  return count;
}

export async function markRestored(db: Db, userId: string, ids: string[], at: Date): Promise<number> {
  const { count } = await db.storageObject.updateMany({
    where: { userId, id: { in: ids }, deletedAt: { not: null }, purgeAt: { gt: at }, purgeStartedAt: null },
    data: { deletedAt: null, purgeAt: null, updatedAt: at },
  });
  return count;
}

/** Deleted ones only: what is not deleted is deleted first. */
export async function markDue(db: Db, userId: string, ids: string[], at: Date): Promise<number> {
  const { count } = await db.storageObject.updateMany({
    where: { userId, id: { in: ids }, deletedAt: { not: null }, purgeAt: { gt: at } },
    data: { purgeAt: at, updatedAt: at },
  });
  return count;
}

export async function markAllDue(tx: Db, userId: string, at: Date): Promise<void> {
  const data = { purgeAt: at, updatedAt: at };
  await tx.storageObject.updateMany({ where: { userId, deletedAt: null }, data: { ...data, deletedAt: at } });
  await tx.storageObject.updateMany({ where: { userId }, data });
}

export type Purge = Pick<StorageObject, 'userId' | 'id' | 'provider' | 'pathname' | 'url'>;

/** Those whose time is over, from here on beyond restoring. */
export function startPurge(db: Db, { at, take }: { at: Date; take: number }) {
  return db.$queryRaw<Purge[]>`
    UPDATE "StorageObject" AS o SET "purgeStartedAt" = coalesce(o."purgeStartedAt", ${at}::timestamptz)
    FROM (
      SELECT "userId", "id" FROM "StorageObject"
      WHERE "deletedAt" IS NOT NULL AND "purgeAt" <= ${at}::timestamptz
      ORDER BY "purgeStartedAt" NULLS FIRST, "deletedAt" LIMIT ${take} FOR UPDATE SKIP LOCKED
    ) AS due
    WHERE o."userId" = due."userId" AND o."id" = due."id"
    RETURNING o."userId", o."id", o."provider", o."pathname", o."url"`;
}

export async function deleteObject(db: Db, { userId, id }: { userId: string; id: string }): Promise<void> {
  await db.storageObject.deleteMany({ where: { userId, id } });
}

export async function setThumbnail(
  db: Db,
  { userId, id }: { userId: string; id: string },
  thumbnail: 'ready' | 'impossible',
): Promise<void> {
  await db.storageObject.updateMany({ where: { userId, id }, data: { thumbnail } });
}
