import { Prisma } from '@scrip/database';
import { countedEntriesOfEach } from './counted-entries-statement.ts';
import { ENTRIES_PER_MARK } from './mark-interval.ts';
import { usageDimensions } from './schema.ts';
import { grainsMinutes } from './slots.ts';

const sql = Prisma.sql;

/** Entries of a user after `fromSeq` up to `toSeq`. */
export type Stretch = { userId: string; fromSeq: number; toSeq: number };

function stretchTable(stretches: Stretch[]): Prisma.Sql {
  return sql`unnest(${stretches.map(({ userId }) => userId)}::text[], ${stretches.map(({ fromSeq }) => fromSeq)}::int[],
    ${stretches.map(({ toSeq }) => toSeq)}::int[]) stretch("userId", "fromSeq", "toSeq")`;
}

const inStretch = sql`h."userId" = stretch."userId" AND h."seq" > stretch."fromSeq" AND h."seq" <= stretch."toSeq"`;

const sums = sql`
  COALESCE(SUM("creditsUsed") FILTER (WHERE "isSpend"), 0) AS "creditsSpent",
  COALESCE(-SUM("creditsUsed") FILTER (WHERE NOT "isSpend"), 0) AS "creditsRefunded",
  COUNT(*) FILTER (WHERE "isSpend") AS "spends", COUNT(*) FILTER (WHERE NOT "isSpend") AS "refunds"`;

/**
 * Adds entries to the rollups, and remembers it. Whoever runs it has locked the users' UsageFold. A user's timestamps never
 * go back, so no entry is of a day before the newest that is kept.
 */
export function foldStatement(stretches: Stretch[]): Prisma.Sql {
  const dimensions = usageDimensions.map(
    (dimension) => sql`('${Prisma.raw(dimension)}', ${Prisma.raw(`"${dimension}"`)})`,
  );
  return sql`
    WITH entry AS MATERIALIZED (
      SELECT entry.* FROM ${countedEntriesOfEach(stretchTable(stretches), usageDimensions, inStretch)}
    ), added AS (
      SELECT "userId", "timestamp"::date AS "day", ${sums} FROM entry GROUP BY 1, 2
    ), daily AS (
      INSERT INTO "UsageDaily" AS d ("userId", "day", "creditsSpent", "creditsRefunded", "spends", "refunds",
        "spentSoFar", "refundedSoFar", "spendsSoFar", "refundsSoFar")
      SELECT "userId", "day", "creditsSpent", "creditsRefunded", "spends", "refunds",
        COALESCE(newest."spentSoFar", 0) + SUM("creditsSpent") OVER earlier,
        COALESCE(newest."refundedSoFar", 0) + SUM("creditsRefunded") OVER earlier,
        COALESCE(newest."spendsSoFar", 0) + SUM("spends") OVER earlier,
        COALESCE(newest."refundsSoFar", 0) + SUM("refunds") OVER earlier
      FROM added LEFT JOIN LATERAL (
        SELECT k."spentSoFar", k."refundedSoFar", k."spendsSoFar", k."refundsSoFar" FROM "UsageDaily" k
        WHERE k."userId" = added."userId" ORDER BY k."day" DESC LIMIT 1
      ) newest ON true
      WINDOW earlier AS (PARTITION BY "userId" ORDER BY "day") ORDER BY 1, 2
      ON CONFLICT ("userId", "day") DO UPDATE SET "creditsSpent" = d."creditsSpent" + EXCLUDED."creditsSpent",
        "creditsRefunded" = d."creditsRefunded" + EXCLUDED."creditsRefunded",
        "spends" = d."spends" + EXCLUDED."spends", "refunds" = d."refunds" + EXCLUDED."refunds",
        "spentSoFar" = EXCLUDED."spentSoFar", "refundedSoFar" = EXCLUDED."refundedSoFar",
        "spendsSoFar" = EXCLUDED."spendsSoFar", "refundsSoFar" = EXCLUDED."refundsSoFar"
    ), folded AS (
      UPDATE "UsageFold" f SET "foldedSeq" = stretch."toSeq", "creditsSpent" = f."creditsSpent" + COALESCE(own."spent", 0),
        "lastDay" = COALESCE(own."lastDay", f."lastDay")
      FROM ${stretchTable(stretches)} LEFT JOIN (
        SELECT "userId", SUM("creditsSpent") AS "spent", MAX("day") AS "lastDay" FROM added GROUP BY 1
      ) own ON own."userId" = stretch."userId"
      WHERE f."userId" = stretch."userId"
    ), cell AS (
      SELECT date_bin('15 minutes', "timestamp", 'epoch') AS "slotAt",
        ${Prisma.raw(usageDimensions.map((dimension) => `"${dimension}"`).join(', '))}, ${sums}
      FROM entry GROUP BY 1, 2, 3, 4, 5, 6
    )
    INSERT INTO "UsageOfAll" AS slot ("dimension", "grainMinutes", "startsAt", "key", "creditsSpent", "creditsRefunded",
      "spends", "refunds")
    SELECT key."dimension", grain."minutes", date_bin(make_interval(mins => grain."minutes"), "slotAt", 'epoch'),
      COALESCE(key."key", ''), SUM("creditsSpent"), SUM("creditsRefunded"), SUM("spends"), SUM("refunds")
    FROM cell
    CROSS JOIN LATERAL (VALUES ('total', NULL), ${Prisma.join(dimensions)}) key("dimension", "key")
    CROSS JOIN unnest(${[...grainsMinutes]}::int[]) grain("minutes")
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT ("dimension", "grainMinutes", "startsAt", "key") DO UPDATE SET
      "creditsSpent" = slot."creditsSpent" + EXCLUDED."creditsSpent",
      "creditsRefunded" = slot."creditsRefunded" + EXCLUDED."creditsRefunded",
      "spends" = slot."spends" + EXCLUDED."spends", "refunds" = slot."refunds" + EXCLUDED."refunds"`;
}

/** What each block of entries that ends at a mark adds, by feature, operation type, model and caller. */
export function blocksStatement(stretches: Stretch[]): Prisma.Sql {
  const block = sql`((entry."seq" - 1) / ${ENTRIES_PER_MARK}::int + 1) * ${ENTRIES_PER_MARK}::int`;
  return sql`
    SELECT entry."userId", ${block} AS "seq", "feature", "operationType", "model", "caller",
      COALESCE(SUM("creditsUsed") FILTER (WHERE "isSpend"), 0)::float8 AS "creditsSpent",
      COALESCE(-SUM("creditsUsed") FILTER (WHERE NOT "isSpend"), 0)::float8 AS "creditsRefunded",
      (COUNT(*) FILTER (WHERE "isSpend"))::float8 AS "spends",
      (COUNT(*) FILTER (WHERE NOT "isSpend"))::float8 AS "refunds"
    FROM ${countedEntriesOfEach(stretchTable(stretches), ['feature', 'operationType', 'model', 'caller'], inStretch)}
    GROUP BY 1, 2, 3, 4, 5, 6`;
}
