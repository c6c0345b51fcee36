import { Prisma } from '@scrip/database';
import { placesOf, type RowCheck } from './row-check-statement.ts';

const sql = Prisma.sql;

const place = sql`"place"`;

const dayChecks: RowCheck[] = [
  {
    rule: 'usage-day',
    broken: sql`"ledger" IS DISTINCT FROM "kept"`,
    tell: [place, sql`COALESCE("ledger", 'nothing')`, sql`COALESCE("kept", 'nothing')`],
  },
  {
    rule: 'usage-so-far',
    broken: sql`"summed" IS DISTINCT FROM "soFar"`,
    tell: [place, sql`"summed"`, sql`"soFar"`],
  },
];

const foldChecks: RowCheck[] = [
  {
    rule: 'usage-fold',
    broken: sql`"wanted" <> "told"`,
    tell: [sql`'totals'`, sql`"wanted"`, sql`"told"`],
  },
  {
    rule: 'usage-folded-seq',
    broken: sql`"foldedSeq" > "lastSeq"`,
    tell: [sql`'seq'`, sql`'at most ' || "lastSeq"`, sql`"foldedSeq"`],
  },
];

const markChecks: RowCheck[] = [
  {
    rule: 'usage-mark',
    broken: sql`"ledger" IS DISTINCT FROM "kept"`,
    tell: [place, sql`COALESCE("ledger", 'nothing')`, sql`COALESCE("kept", 'nothing')`],
  },
];

/** Spent, refunded, spends and refunds, as one text to compare and to tell. */
const figures = sql`concat_ws(' / ', COALESCE(SUM("creditsUsed") FILTER (WHERE "kind" = 'SPEND'), 0),
  COALESCE(-SUM("creditsUsed") FILTER (WHERE "kind" = 'REFUND'), 0), COUNT(*) FILTER (WHERE "kind" = 'SPEND'),
  COUNT(*) FILTER (WHERE "kind" = 'REFUND'))`;

const callerOf = (entry: Prisma.Sql) => sql`CASE WHEN ${entry}."actorId" IS NULL THEN 'app'
  WHEN ${entry}."actorId" = ${entry}."userId" THEN 'user' ELSE 'admin' END`;

/**
 * What the rollups of a user tell, beside what the entries tell: each day up to where it is folded, the days before
 * it, the totals of all days, and what each mark adds to the one before.
 */
export const usageFacts = (theirs: Prisma.Sql) => sql`
  usage_days AS (
    SELECT "userId", ${placesOf(dayChecks)}
    FROM (
      SELECT "userId", to_char("day", 'YYYY-MM-DD') AS "place", entry."ledger",
        concat_ws(' / ', kept."creditsSpent", kept."creditsRefunded", kept."spends", kept."refunds") AS "kept",
        kept."summed", kept."soFar"
      FROM (
        SELECT h."userId", h."timestamp"::date AS "day", ${figures} AS "ledger"
        FROM "UsageHistory" h
        JOIN "UsageFold" f ON f."userId" = h."userId" AND f.${theirs} AND h."seq" <= f."foldedSeq"
        WHERE h.${theirs} AND h."kind" IN ('SPEND', 'REFUND') GROUP BY 1, 2
      ) entry
      FULL JOIN (
        SELECT "userId", "day", "creditsSpent", "creditsRefunded", "spends", "refunds",
          concat_ws(' / ', SUM("creditsSpent") OVER earlier, SUM("creditsRefunded") OVER earlier, SUM("spends") OVER earlier,
            SUM("refunds") OVER earlier) AS "summed",
          concat_ws(' / ', "spentSoFar", "refundedSoFar", "spendsSoFar", "refundsSoFar") AS "soFar"
        FROM "UsageDaily" WHERE ${theirs} WINDOW earlier AS (PARTITION BY "userId" ORDER BY "day")
      ) kept USING ("userId", "day")
    ) day GROUP BY "userId"
  ), usage_folds AS (
    SELECT "userId", ${placesOf(foldChecks)}
    FROM (
      SELECT f."userId", f."foldedSeq", COALESCE(b."lastSeq", 0) AS "lastSeq",
        concat_ws(' / ', COALESCE(d."spent", 0), d."lastDay") AS "wanted",
        concat_ws(' / ', f."creditsSpent", f."lastDay") AS "told"
      FROM "UsageFold" f
      LEFT JOIN "CreditBalance" b ON b."userId" = f."userId" AND b.${theirs}
      LEFT JOIN (SELECT "userId", SUM("creditsSpent") AS "spent", MAX("day") AS "lastDay" FROM "UsageDaily"
        WHERE ${theirs} GROUP BY 1) d ON d."userId" = f."userId"
      WHERE f.${theirs}
    ) fold GROUP BY "userId"
  ), usage_marks AS (
    SELECT "userId", ${placesOf(markChecks)}
    FROM (
      SELECT "userId", lpad("seq"::text, 10, '0') AS "place", entry."ledger", kept."kept"
      FROM (
        SELECT h."userId", (h."seq" + 63) / 64 * 64 AS "seq",
          concat_ws(' / ', COALESCE(h."featureKey", '-'), h."operationType", COALESCE(h."model", s."model", '-'),
            CASE WHEN s."id" IS NULL THEN ${callerOf(sql`h`)} ELSE ${callerOf(sql`s`)} END) AS "series",
          concat_ws(' / ', COALESCE(SUM(h."creditsUsed") FILTER (WHERE h."kind" = 'SPEND'), 0),
            COALESCE(-SUM(h."creditsUsed") FILTER (WHERE h."kind" = 'REFUND'), 0),
            COUNT(*) FILTER (WHERE h."kind" = 'SPEND'), COUNT(*) FILTER (WHERE h."kind" = 'REFUND')) AS "ledger"
        FROM "UsageHistory" h
        JOIN (SELECT "userId", MAX("seq") AS "newest" FROM "UsageMark" WHERE ${theirs} GROUP BY 1) marked
          ON marked."userId" = h."userId" AND h."seq" <= marked."newest"
        LEFT JOIN "UsageHistory" s ON s."userId" = h."userId" AND s."id" = h."refundOfId" AND s.${theirs}
        WHERE h.${theirs} AND h."kind" IN ('SPEND', 'REFUND') GROUP BY 1, 2, 3
      ) entry
      FULL JOIN (
        SELECT "userId", "seq", "series", concat_ws(' / ', "spent", "refunded", "spends", "refunds") AS "kept"
        FROM (
          SELECT "userId", "seq", "series", "spent" - LAG("spent", 1, 0) OVER earlier AS "spent",
            "refunded" - LAG("refunded", 1, 0) OVER earlier AS "refunded",
            "spends" - LAG("spends", 1, 0) OVER earlier AS "spends",
            "refunds" - LAG("refunds", 1, 0) OVER earlier AS "refunds"
          FROM (
            SELECT m."userId", m."seq", concat_ws(' / ', COALESCE(part->>0, '-'), part->>1, COALESCE(part->>2, '-'),
                part->>3) AS "series", (part->>4)::bigint AS "spent", (part->>5)::bigint AS "refunded",
              (part->>6)::bigint AS "spends", (part->>7)::bigint AS "refunds"
            FROM "UsageMark" m CROSS JOIN LATERAL jsonb_array_elements(m."totals") part WHERE m.${theirs}
          ) total WINDOW earlier AS (PARTITION BY "userId", "series" ORDER BY "seq")
        ) difference WHERE "spent" <> 0 OR "refunded" <> 0 OR "spends" <> 0 OR "refunds" <> 0
      ) kept USING ("userId", "seq", "series")
    ) mark GROUP BY "userId"
  )`;
