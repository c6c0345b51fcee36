import type { AuditorDeviation, AuditorState, Db, Prisma } from '@scrip/database';
import type { Deviation } from './schema.ts';

const singleton = { id: 'singleton' };

export type AccountSize = { userId: string; lastSeq: number };

/**
 * The next users by id, and about how many entries each has. Entries and deviations that name nobody count as users: they
 * are found by a step from one user's entries to the next user's, without reading those between.
 */
export function listAccounts(
  db: Db,
  { afterUserId, take }: { afterUserId: string | null; take: number },
): Promise<AccountSize[]> {
  // The least text: every id is greater.
  const after = afterUserId ?? '';
  return db.$queryRaw<AccountSize[]>`
    WITH RECURSIVE entered AS (
      SELECT ${after}::text AS "userId", 0 AS "nth"
      UNION ALL
      SELECT next."userId", e."nth" + 1 FROM entered e
      CROSS JOIN LATERAL (
        SELECT h."userId" FROM "UsageHistory" h WHERE h."userId" > e."userId" ORDER BY h."userId" LIMIT 1
      ) next
      WHERE e."nth" < ${take}
    ), page AS (
      (SELECT "id" AS "userId" FROM "User" WHERE "id" > ${after} ORDER BY "id" LIMIT ${take})
      UNION (SELECT "userId" FROM entered WHERE "nth" > 0)
      UNION (SELECT "userId" FROM "AuditorDeviation" WHERE "userId" > ${after} ORDER BY "userId" LIMIT ${take})
      ORDER BY "userId" LIMIT ${take}
    )
    SELECT page."userId", COALESCE(b."lastSeq", 0) AS "lastSeq"
    FROM page LEFT JOIN "CreditBalance" b ON b."userId" = page."userId"
    ORDER BY page."userId"`;
}

export function findState(db: Db): Promise<AuditorState | null> {
  return db.auditorState.findUnique({ where: singleton });
}

/** The state, locked until the transaction ends; null while another process has it. */
export async function lockState(db: Db): Promise<AuditorState | null> {
  await db.auditorState.createMany({ data: singleton, skipDuplicates: true });
  const rows =
    await db.$queryRaw`SELECT 1 FROM "AuditorState" WHERE "id" = 'singleton' FOR UPDATE SKIP LOCKED`;
  return Array.isArray(rows) && rows.length === 1 ? findState(db) : null;
}

/** The id of this transaction, which has to be one that writes or locks. */
export async function getTransactionId(db: Db): Promise<string> {
  const [row] = await db.$queryRaw<{ id: string }[]>`SELECT pg_current_xact_id()::xid::text AS "id"`;
  if (!row) throw new Error('The server does not tell its transaction.');
  return row.id;
}

/**
 * Runs `work` in this transaction without nested loops. The planner has no figures on what it computes on its way, takes
 * it for a row or two, and then compares each of a hundred thousand entries with each of ten thousand payments.
 */
export async function withoutNestedLoops<Result>(tx: Db, work: () => Promise<Result>): Promise<Result> {
  await tx.$executeRaw`SET LOCAL enable_nestloop = off`;
  const result = await work();
  await tx.$executeRaw`SET LOCAL enable_nestloop TO DEFAULT`;
  return result;
}

/** Ends the statement that this transaction runs, if it runs one; a session that has gone on to other work is left alone. */
export async function cancelStatement(db: Db, transactionId: string): Promise<void> {
  await db.$queryRaw`
    SELECT pg_cancel_backend("pid") FROM pg_stat_activity WHERE "backend_xid"::text = ${transactionId}`;
}

export async function updateState(
  db: Db,
  data: Omit<Prisma.AuditorStateUncheckedCreateInput, 'id'>,
): Promise<void> {
  const create = { ...singleton, ...data };
  await db.auditorState.upsert({ where: singleton, create, update: data, select: { id: true } });
}

export function listDeviationsOf(db: Db, userIds: string[]): Promise<AuditorDeviation[]> {
  return db.auditorDeviation.findMany({ where: { userId: { in: userIds } } });
}

/** The newest first. */
export function listDeviations(db: Db, take: number): Promise<AuditorDeviation[]> {
  return db.auditorDeviation.findMany({
    orderBy: [{ firstSeenAt: 'desc' }, { userId: 'asc' }, { law: 'asc' }, { rule: 'asc' }],
    take,
  });
}

export function countDeviations(db: Db): Promise<number> {
  return db.auditorDeviation.count();
}

export async function upsertDeviation(db: Db, deviation: Deviation, at: Date): Promise<void> {
  const { userId, law, rule, ...facts } = deviation;
  await db.auditorDeviation.upsert({
    where: { userId_law_rule: { userId, law, rule } },
    create: { ...deviation, firstSeenAt: at, lastSeenAt: at },
    update: { ...facts, lastSeenAt: at },
    select: { userId: true },
  });
}

export async function deleteDeviation(
  db: Db,
  { userId, law, rule }: Pick<AuditorDeviation, 'userId' | 'law' | 'rule'>,
): Promise<void> {
  await db.auditorDeviation.deleteMany({ where: { userId, law, rule } });
}
