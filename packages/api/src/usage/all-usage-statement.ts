import { Prisma } from '@scrip/database';
import { countedEntriesOfEach, instantsOf, sumColumns } from './counted-entries-statement.ts';
import type { UsageDimension } from './schema.ts';
import { cutIntoSlots } from './slots.ts';

const sql = Prisma.sql;

/** The users of whom some entries are not folded yet, and up to where they are. Read with the rollups in one snapshot. */
export const behind = sql`behind AS MATERIALIZED (
    SELECT b."userId", COALESCE(f."foldedSeq", 0) AS "foldedSeq"
    FROM "CreditBalance" b LEFT JOIN "UsageFold" f ON f."userId" = b."userId"
    WHERE b."lastSeq" > COALESCE(f."foldedSeq", 0)
  )`;

function unfolded(dimensions: UsageDimension[], from: Date | undefined, to: Date | undefined): Prisma.Sql {
  const entries = countedEntriesOfEach(
    sql`behind`,
    dimensions,
    sql`h."userId" = behind."userId" AND h."seq" > behind."foldedSeq"
      AND h."timestamp" >= ${from} AND h."timestamp" < ${to}`,
  );
  return sql`SELECT entry.* FROM ${entries}`;
}

/** All users' usage by bucket and key: the slots of the rollup, and the entries that are not in it yet. */
export function allUsageStatement({ by, bounds }: { by: UsageDimension; bounds: Date[] }): Prisma.Sql {
  const runs = cutIntoSlots(bounds);
  const instants = instantsOf(bounds);
  return sql`
    WITH ${behind}, run AS (
      SELECT * FROM unnest(${runs.map(({ bucket }) => bucket)}::int[],
        ${runs.map(({ grainMinutes }) => grainMinutes)}::int[],
        ${runs.map(({ from }) => from.toISOString())}::text[]::timestamptz[],
        ${runs.map(({ to }) => to.toISOString())}::text[]::timestamptz[]) r("bucket", "grainMinutes", "from", "to")
    ), part AS (
      SELECT run."bucket", NULLIF(slot."key", '') AS "key", slot."creditsSpent"::float8, slot."creditsRefunded"::float8,
        slot."spends"::float8, slot."refunds"::float8
      FROM run CROSS JOIN LATERAL (
        SELECT * FROM "UsageOfAll" one WHERE one."dimension" = ${by} AND one."grainMinutes" = run."grainMinutes"
          AND one."startsAt" >= run."from" AND one."startsAt" < run."to" OFFSET 0
      ) slot
      UNION ALL
      SELECT width_bucket("timestamp", ${instants}) - 1, ${Prisma.raw(`"${by}"`)}, ${sumColumns}
      FROM (${unfolded([by], bounds[0], bounds.at(-1))}) entry GROUP BY 1, 2
    )
    SELECT "bucket", "key", SUM("creditsSpent") AS "creditsSpent", SUM("creditsRefunded") AS "creditsRefunded",
      SUM("spends") AS "spends", SUM("refunds") AS "refunds"
    FROM part GROUP BY 1, 2`;
}

/** The UTC days that lie between two instants, the end not included; both are `to` where there is none. */
export function wholeDays({ from, to }: { from: Date; to: Date }): { firstDay: Date; endDay: Date } {
  const dayMs = 86_400_000;
  const firstDay = new Date(Math.ceil(from.getTime() / dayMs) * dayMs);
  const endDay = new Date(Math.floor(to.getTime() / dayMs) * dayMs);
  return firstDay < endDay ? { firstDay, endDay } : { firstDay: to, endDay: to };
}
