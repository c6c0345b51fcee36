import type { Db } from '@scrip/database';
import { blocksStatement, foldStatement, type Stretch } from './fold-statement.ts';
import type { BlockPart, Mark } from './marks.ts';

/** Users behind a cursor of whom some entries are in no rollup or mark yet, and their newest entry, in the order of their ids. */
export function listUsersBehind(
  db: Db,
  { afterUserId, take }: { afterUserId: string; take: number },
): Promise<{ userId: string; lastSeq: number }[]> {
  return db.$queryRaw`
    SELECT b."userId", b."lastSeq" FROM "CreditBalance" b LEFT JOIN "UsageFold" f ON f."userId" = b."userId"
    WHERE b."lastSeq" > COALESCE(f."foldedSeq", 0) AND b."userId" > ${afterUserId}
    ORDER BY b."userId" LIMIT ${take}`;
}

/** Locks how far these users are folded, in the order of their ids, until the transaction ends. */
export async function lockFolds(tx: Db, userIds: string[]): Promise<{ userId: string; foldedSeq: number }[]> {
  await tx.$executeRaw`
    INSERT INTO "UsageFold" ("userId") SELECT * FROM unnest(${userIds}::text[]) u ORDER BY u ON CONFLICT DO NOTHING`;
  return tx.$queryRaw`
    SELECT f."userId", f."foldedSeq" FROM "UsageFold" f WHERE f."userId" = ANY(${userIds}::text[])
    ORDER BY f."userId" FOR UPDATE`;
}

/** Adds these entries to the rollups, and remembers it. */
export async function foldEntries(tx: Db, stretches: Stretch[]): Promise<void> {
  await tx.$executeRaw(foldStatement(stretches));
}

/** The newest mark of each user up to an entry; of none, one of nothing at 0. */
export function listLastMarks(db: Db, stretches: Stretch[]): Promise<Mark[]> {
  return db.$queryRaw`
    SELECT s."userId", COALESCE(m."seq", 0) AS "seq", COALESCE(m."totals", '[]') AS "totals"
    FROM unnest(${stretches.map(({ userId }) => userId)}::text[], ${stretches.map(({ toSeq }) => toSeq)}::int[])
      s("userId", "toSeq")
    LEFT JOIN LATERAL (
      SELECT m."seq", m."totals" FROM "UsageMark" m WHERE m."userId" = s."userId" AND m."seq" <= s."toSeq"
      ORDER BY m."seq" DESC LIMIT 1
    ) m ON true`;
}

export function listBlocks(db: Db, stretches: Stretch[]): Promise<BlockPart[]> {
  return db.$queryRaw(blocksStatement(stretches));
}

export async function insertMarks(db: Db, marks: Mark[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "UsageMark" ("userId", "seq", "at", "totals")
    SELECT m."userId", m."seq", h."timestamp", m."totals"::jsonb
    FROM unnest(${marks.map(({ userId }) => userId)}::text[], ${marks.map(({ seq }) => seq)}::int[],
      ${marks.map(({ totals }) => JSON.stringify(totals))}::text[]) m("userId", "seq", "totals")
    JOIN "UsageHistory" h ON h."userId" = m."userId" AND h."seq" = m."seq"`;
}

/** Forgets all that is made of entries. The lock waits for a fold that is under way. */
export async function deleteRollups(tx: Db): Promise<void> {
  await tx.$executeRaw`LOCK TABLE "UsageFold" IN SHARE ROW EXCLUSIVE MODE`;
  await tx.$executeRaw`DELETE FROM "UsageFold"`;
  await tx.$executeRaw`DELETE FROM "UsageOfAll"`;
  await tx.$executeRaw`DELETE FROM "UsageDaily"`;
  await tx.$executeRaw`DELETE FROM "UsageMark"`;
}
