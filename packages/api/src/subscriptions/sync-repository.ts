import type { Db, Prisma, SyncRun } from '@scrip/database';

export function insertSyncRun(
  db: Db,
  run: { id: string; isDryRun: boolean; counts: object; startedById: string | null; at: Date },
): Promise<SyncRun> {
  const { at, counts, ...data } = run;
  return db.syncRun.create({ data: { ...data, counts: { ...counts }, startedAt: at, updatedAt: at } });
}

export function findSyncRun(db: Db, id: string): Promise<SyncRun | null> {
  return db.syncRun.findUnique({ where: { id } });
}

export async function updateSyncRun(db: Db, id: string, data: Prisma.SyncRunUpdateInput): Promise<void> {
  await db.syncRun.update({ where: { id }, data, select: { id: true } });
}

/** Newest first. */
export function listSyncRuns(db: Db, take: number): Promise<SyncRun[]> {
  return db.syncRun.findMany({ orderBy: { startedAt: 'desc' }, take });
}
