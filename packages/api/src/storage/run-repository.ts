import type { Db } from '@scrip/database';

export function findRun(db: Db, id: string) {
  return db.storageRun.findUnique({ where: { id } });
}

export function listRuns(db: Db, take: number) {
  return db.storageRun.findMany({ orderBy: { startedAt: 'desc' }, take });
}

export function findRunning(db: Db) {
  return db.storageRun.findFirst({ where: { status: 'running' } });
}

export async function insertRun(
  db: Db,
  run: {
    id: string;
    kind: string;
    fromStore: string | null;
    toStore: string | null;
    counts: object;
    at: Date;
  },
): Promise<void> {
  const { at, counts, ...rest } = run;
  const json = { counts: { ...counts }, findings: [] };
  await db.storageRun.create({ data: { ...rest, ...json, startedAt: at, updatedAt: at } });
}

export async function updateRun(
  db: Db,
  id: string,
  changed: { counts?: object; findings?: object[]; status?: string; error?: string | null; endedAt?: Date },
  at: Date,
): Promise<void> {
  const { counts, findings, ...rest } = changed;
  await db.storageRun.update({
    where: { id },
    data: {
      ...rest,
      ...(counts ? { counts: { ...counts } } : {}),
      ...(findings ? { findings: findings.map((finding) => ({ ...finding })) } : {}),
      updatedAt: at,
    },
  });
}

/** Which of these names a file or an upload has. */
export async function findKnownPathnames(
  db: Db,
  provider: string,
  pathnames: string[],
): Promise<Set<string>> {
  const where = { provider, pathname: { in: pathnames } };
  const [objects, uploads] = await Promise.all([
    db.storageObject.findMany({ where, select: { pathname: true } }),
    db.storageUpload.findMany({ where, select: { pathname: true } }),
  ]);
  return new Set([...objects, ...uploads].map(({ pathname }) => pathname));
}

/** Files of one store whose bytes should be there, in the order of their keys. */
export function listStored(
  db: Db,
  provider: string,
  after: { userId: string; id: string } | null,
  take: number,
) {
  const past = after
    ? { OR: [{ userId: { gt: after.userId } }, { userId: after.userId, id: { gt: after.id } }] }
    : {};
  return db.storageObject.findMany({
    where: { provider, purgeStartedAt: null, ...past },
    orderBy: [{ userId: 'asc' }, { id: 'asc' }],
    take,
  });
}

export function countStored(db: Db, provider: string): Promise<number> {
  return db.storageObject.count({ where: { provider, purgeStartedAt: null } });
}

/** Bytes and files of every store, deleted ones included. */
export async function sumStores(db: Db): Promise<{ provider: string; files: number; bytes: number }[]> {
  const sums = await db.storageObject.groupBy({ by: ['provider'], _count: true, _sum: { size: true } });
  return sums.map(({ provider, _count, _sum }) => ({
    provider,
    files: _count,
    bytes: Number(_sum.size ?? 0),
  }));
}

/** Writes down that a name in a store is to be emptied from `dueAt` on, as the sweep does. Counts towards no quota. */
export async function insertLeftover(
  db: Db,
  leftover: { userId: string; id: string; provider: string; pathname: string; dueAt: Date; at: Date },
): Promise<void> {
  const { dueAt, at, ...rest } = leftover;
  const fixed = { name: '', reservedBytes: 1, status: 'sweeping', expiresAt: dueAt, createdAt: at };
  await db.storageUpload.create({ data: { ...rest, ...fixed } });
}

/** False: the file has gone, or is somewhere else already. */
export async function relocate(
  db: Db,
  { userId, id }: { userId: string; id: string },
  from: string,
  to: { provider: string; url: string; sha256: string },
): Promise<boolean> {
  const where = { userId, id, provider: from, purgeStartedAt: null };
  return (await db.storageObject.updateMany({ where, data: { ...to, thumbnail: null } })).count === 1;
}
