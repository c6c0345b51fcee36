import type { Db, EntryKind } from '@scrip/database';

type Row = {
  openingCredits: number;
  closingCredits: number;
  movements: { kind: EntryKind; entries: number; credits: number }[];
};

/** One statement sees one snapshot, so the movements are exactly the difference. Timestamps never fall as `seq` rises. */
export async function readStatement(db: Db, userId: string, period: { from: Date; to: Date }): Promise<Row> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT
      COALESCE((SELECT h."balanceAfter" FROM "UsageHistory" h
        WHERE h."userId" = ${userId} AND h."timestamp" < ${period.from}
        ORDER BY h."timestamp" DESC, h."seq" DESC LIMIT 1), 0) AS "openingCredits",
      COALESCE((SELECT h."balanceAfter" FROM "UsageHistory" h
        WHERE h."userId" = ${userId} AND h."timestamp" < ${period.to}
        ORDER BY h."timestamp" DESC, h."seq" DESC LIMIT 1), 0) AS "closingCredits",
      COALESCE((SELECT jsonb_agg(m ORDER BY m."kind") FROM (
        SELECT h."kind", COUNT(*)::int AS "entries", -SUM(h."creditsUsed"::bigint) AS "credits"
        FROM "UsageHistory" h
        WHERE h."userId" = ${userId} AND h."timestamp" >= ${period.from} AND h."timestamp" < ${period.to}
        GROUP BY h."kind"
      ) m), '[]') AS "movements"`;
  return row ?? { openingCredits: 0, closingCredits: 0, movements: [] };
}
