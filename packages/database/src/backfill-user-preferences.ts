import type { Database } from './client.ts';
import type { Prisma } from './generated/client.ts';

export type BackfillOptions = {
  /** Users per transaction, 500 unless told. */
  batchSize?: number;
  now: Date;
  /** Called after each batch with how many users this pass has given preferences so far. */
  onProgress?: (doneCount: number) => void;
  /** Stops between two batches by throwing the signal's reason; a later call goes on from there. */
  signal?: AbortSignal;
};

const name = 'backfill_user_preferences';

/**
 * Gives every user without preferences the default ones. A stopped or crashed pass is resumed, calls at the same time
 * share one pass, and a call after a finished pass starts another, which finds only users that came since.
 * Returns how many users the pass gave preferences.
 */
export async function backfillUserPreferences(
  db: Database,
  options: BackfillOptions,
): Promise<{ doneCount: number }> {
  const { batchSize = 500, now, onProgress, signal } = options;
  await db.$transaction((tx) => joinPass(tx, now));
  for (;;) {
    signal?.throwIfAborted();
    const pass = await db.$transaction((tx) => fillBatch(tx, batchSize, now));
    onProgress?.(pass.doneCount);
    if (pass.isComplete) return { doneCount: pass.doneCount };
  }
}

async function joinPass(tx: Prisma.TransactionClient, now: Date): Promise<void> {
  await tx.dataMigration.createMany({ data: { name, startedAt: now }, skipDuplicates: true });
  await tx.dataMigration.updateMany({
    where: { name, completedAt: { not: null } },
    data: { cursor: null, doneCount: 0, startedAt: now, completedAt: null },
  });
}

async function fillBatch(tx: Prisma.TransactionClient, batchSize: number, now: Date) {
  // The row lock makes concurrent callers take turns, each with the next batch.
  await tx.$queryRaw`SELECT 1 FROM "DataMigration" WHERE "name" = ${name} FOR UPDATE`;
  const pass = await tx.dataMigration.findUniqueOrThrow({ where: { name } });
  if (pass.completedAt) return { doneCount: pass.doneCount, isComplete: true };

  const users = await tx.user.findMany({
    where: { preferences: null, ...(pass.cursor ? { id: { gt: pass.cursor } } : {}) },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: batchSize,
  });
  // A user who saved preferences meanwhile keeps them.
  const { count } = await tx.userPreferences.createMany({
    data: users.map(({ id }) => ({ userId: id, lastWorkspaceId: null, createdAt: now, updatedAt: now })),
    skipDuplicates: true,
  });
  const isComplete = users.length < batchSize;
  const { doneCount } = await tx.dataMigration.update({
    where: { name },
    data: {
      cursor: users.at(-1)?.id ?? pass.cursor,
      doneCount: { increment: count },
      completedAt: isComplete ? now : null,
    },
  });
  return { doneCount, isComplete };
}
