import { Prisma } from '@scrip/database';
import { countedEntriesOfEach, instantsOf, sumColumns } from './counted-entries-statement.ts';
import type { UsageDimension } from './schema.ts';

const sql = Prisma.sql;

/** Where each column is in the row of a mark. */
const places: Record<Exclude<UsageDimension, 'plan'>, number> = {
  feature: 0,
  operationType: 1,
  model: 2,
  caller: 3,
};

/**
 * One user's usage by bucket and key, exact in any time zone however many entries there are: the difference of the last
 * and the first mark inside a bucket, and the entries that are in no such difference, which are those around the bounds
 * and those since the newest mark. One statement sees one snapshot.
 */
export function userUsageStatement(
  userId: string,
  { by, bounds }: { by: Exclude<UsageDimension, 'plan'> | null; bounds: Date[] },
): Prisma.Sql {
  const instants = instantsOf(bounds);
  const [from, to] = [bounds[0], bounds.at(-1)];
  const entries = countedEntriesOfEach(
    sql`gap`,
    by === null ? [] : [by],
    sql`h."userId" = ${userId} AND h."seq" > gap."fromSeq" AND h."seq" <= gap."toSeq"
      AND h."timestamp" >= ${from} AND h."timestamp" < ${to}`,
  );
  const key = by === null ? sql`NULL::text` : Prisma.raw(`"${by}"`);
  const markKey = by === null ? sql`NULL::text` : sql`part->>${places[by]}::int`;
  const side = (sign: Prisma.Sql, totals: Prisma.Sql) => sql`
    SELECT span."bucket", ${markKey} AS "key", ${sign} * (part->>4)::float8 AS "creditsSpent",
      ${sign} * (part->>5)::float8 AS "creditsRefunded", ${sign} * (part->>6)::float8 AS "spends",
      ${sign} * (part->>7)::float8 AS "refunds"
    FROM span CROSS JOIN LATERAL jsonb_array_elements(${totals}) part`;
  return sql`
    WITH bound AS (
      SELECT "at", LEAD("at") OVER (ORDER BY "nth") AS "endsAt", ("nth" - 1)::int AS "bucket"
      FROM unnest(${instants}) WITH ORDINALITY b("at", "nth")
    ), span AS MATERIALIZED (
      SELECT bound."bucket", first."seq" AS "firstSeq", first."totals" AS "firstTotals", last."seq" AS "lastSeq",
        last."totals" AS "lastTotals"
      FROM bound
      CROSS JOIN LATERAL (SELECT m."seq", m."totals" FROM "UsageMark" m
        WHERE m."userId" = ${userId} AND m."at" >= bound."at" AND m."at" < bound."endsAt"
        ORDER BY m."at", m."seq" LIMIT 1) first
      CROSS JOIN LATERAL (SELECT m."seq", m."totals" FROM "UsageMark" m
        WHERE m."userId" = ${userId} AND m."at" >= bound."at" AND m."at" < bound."endsAt"
        ORDER BY m."at" DESC, m."seq" DESC LIMIT 1) last
      WHERE first."seq" < last."seq"
    ), ends AS (
      SELECT COALESCE((SELECT m."seq" FROM "UsageMark" m WHERE m."userId" = ${userId} AND m."at" < ${from}
          ORDER BY m."at" DESC, m."seq" DESC LIMIT 1), 0) AS "firstSeq",
        COALESCE((SELECT m."seq" FROM "UsageMark" m WHERE m."userId" = ${userId} AND m."at" >= ${to}
          ORDER BY m."at", m."seq" LIMIT 1), 2147483647) AS "lastSeq"
    ), gap AS MATERIALIZED (
      SELECT COALESCE(LAG(span."lastSeq") OVER (ORDER BY "bucket"), ends."firstSeq") AS "fromSeq",
        span."firstSeq" AS "toSeq"
      FROM span, ends
      UNION ALL
      SELECT GREATEST(ends."firstSeq", (SELECT MAX("lastSeq") FROM span)), ends."lastSeq" FROM ends
    ), part AS (
      SELECT width_bucket("timestamp", ${instants}) - 1 AS "bucket", ${key} AS "key", ${sumColumns}
      FROM ${entries} GROUP BY 1, 2
      UNION ALL ${side(sql`1`, sql`span."lastTotals"`)}
      UNION ALL ${side(sql`-1`, sql`span."firstTotals"`)}
    )
    SELECT "bucket", "key", SUM("creditsSpent") AS "creditsSpent", SUM("creditsRefunded") AS "creditsRefunded",
      SUM("spends") AS "spends", SUM("refunds") AS "refunds"
    FROM part GROUP BY 1, 2
    HAVING SUM("spends") + SUM("refunds") <> 0`;
}
