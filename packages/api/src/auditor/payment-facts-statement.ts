import { Prisma } from '@scrip/database';
import { burnChecks, grantChecks, holdChecks, paidChecks } from './payment-checks-statement.ts';
import { placesOf } from './row-check-statement.ts';

const sql = Prisma.sql;

/** The named queries about who paid; `share` and `given` come first, on which the others build. */
export function paymentFacts(theirs: Prisma.Sql): Prisma.Sql {
  return Prisma.join([sharesAndGiven(theirs), holds(theirs), grants(theirs), paid(theirs), burns(theirs)]);
}

// What is no list of numbers must be told, not end the audit.
const sharesAndGiven = (theirs: Prisma.Sql) => sql`
  share AS (
    SELECT h."userId", h."id" AS "holdId", h."status", s->>'grantId' AS "grantId",
      CASE WHEN jsonb_typeof(s->'credits') = 'number' THEN (s->>'credits')::numeric ELSE 0 END AS "credits",
      s->>'grantId' IS NOT NULL AND g."id" IS NULL AS "isForeign"
    FROM "CreditHold" h
    CROSS JOIN LATERAL jsonb_array_elements(CASE jsonb_typeof(h."shares") WHEN 'array' THEN h."shares" ELSE '[]' END) s
    LEFT JOIN "CreditGrant" g ON g."userId" = h."userId" AND g."id" = s->>'grantId' AND g.${theirs}
    WHERE h.${theirs}
  ), given AS (
    SELECT "userId", "entryId", COUNT(*) AS "grants", MIN("id") AS "grantId", SUM("amountCredits") AS "amount"
    FROM "CreditGrant" WHERE ${theirs} AND "entryId" IS NOT NULL GROUP BY "userId", "entryId"
  )`;

const holds = (theirs: Prisma.Sql) => sql`
  holds AS (
    SELECT "userId", SUM("amountCredits") FILTER (WHERE "status" = 'OPEN') AS "openHoldCredits",
      SUM("uncovered") FILTER (WHERE "status" = 'OPEN') AS "uncoveredHeld",
      MIN("expiresAt") FILTER (WHERE "status" = 'OPEN') AS "holdEndsAt", ${placesOf(holdChecks)}
    FROM (
      SELECT h."userId", h."id" AS "holdId", h."status", h."endedAt", h."expiresAt", h."amountCredits",
        h."capturedCredits", COALESCE(s."sharedCredits", 0) AS "sharedCredits", s."leastShare", s."uncovered",
        s."foreignShares"
      FROM "CreditHold" h
      LEFT JOIN (
        SELECT "userId", "holdId", SUM("credits") AS "sharedCredits", MIN("credits") AS "leastShare",
          SUM("credits") FILTER (WHERE "grantId" IS NULL) AS "uncovered",
          COUNT(*) FILTER (WHERE "isForeign") AS "foreignShares"
        FROM share GROUP BY "userId", "holdId"
      ) s ON s."userId" = h."userId" AND s."holdId" = h."id"
      WHERE h.${theirs}
    ) hold
    FULL JOIN (
      SELECT "userId", "holdId", SUM("creditsUsed") AS "spent", COUNT(*) AS "captures" FROM "UsageHistory"
      WHERE ${theirs} AND "holdId" IS NOT NULL AND "kind" = 'SPEND' GROUP BY "userId", "holdId"
    ) captured USING ("userId", "holdId")
    FULL JOIN (
      SELECT "userId", "answer"->>'id' AS "holdId", COUNT(*) FILTER (WHERE "verb" = 'hold') AS "heldAnswers",
        COUNT(*) FILTER (WHERE "verb" = 'release') AS "releasedAnswers"
      FROM "OperationKey" WHERE ${theirs} AND "verb" IN ('hold', 'release') GROUP BY "userId", "answer"->>'id'
    ) answers USING ("userId", "holdId")
    GROUP BY "userId"
  )`;

const grants = (theirs: Prisma.Sql) => sql`
  grants AS (
    SELECT "userId", SUM("remainingCredits") AS "grantCredits",
      MIN(CASE WHEN "entryId" IS NULL THEN "startsAt" WHEN "remainingCredits" > 0 THEN "expiresAt" END)
        FILTER (WHERE "voidedAt" IS NULL) AS "grantDueAt",
      ${placesOf(grantChecks)}
    FROM (
      SELECT g."userId", g."id", g."entryId", g."originGrantId", g."amountCredits", g."remainingCredits", g."startsAt",
        g."expiresAt", g."voidedAt", o."id" IS NOT NULL AS "hasOrigin", e."kind" IS NOT DISTINCT FROM 'REFUND' AS "isReturned",
        g."remainingCredits" + COALESCE(b."burnt", 0) + COALESCE(s."held", 0) AS "accounted"
      FROM "CreditGrant" g
      LEFT JOIN "CreditGrant" o ON o."userId" = g."userId" AND o."id" = g."originGrantId" AND o.${theirs}
      LEFT JOIN "UsageHistory" e ON e."userId" = g."userId" AND e."id" = g."entryId" AND e.${theirs}
      LEFT JOIN (
        SELECT "userId", "grantId", SUM("ownedFrom"::bigint - "ownedTo") AS "burnt"
        FROM "GrantBurn" WHERE ${theirs} GROUP BY "userId", "grantId"
      ) b ON b."userId" = g."userId" AND b."grantId" = g."id"
      LEFT JOIN (
        SELECT "userId", "grantId", SUM("credits") AS "held" FROM share WHERE "status" = 'OPEN'
        GROUP BY "userId", "grantId"
      ) s ON s."userId" = g."userId" AND s."grantId" = g."id"
      WHERE g.${theirs}
    ) account GROUP BY "userId"
  )`;

// Of the intervals with the same end all begin alike, and the next end at or after an entry is the least one met on the
// way down from the newest entry: no entry is compared with more than one interval, however many there are.
const paid = (theirs: Prisma.Sql) => sql`
  paid AS (
    SELECT "userId", ${placesOf(paidChecks)}
    FROM (
      SELECT *, SUM("openCredits") FILTER (WHERE "isUnpaid" AND "isFirst") OVER (PARTITION BY "userId") AS "unpaidAtFirst"
      FROM (
        SELECT "userId", "seq", "openCredits",
          "openCredits" <> 0 AND "seq" <= "settledSeq" AND "seq" > "migratedSeq" AND ("seq" > "fromSeq") IS NOT TRUE
            AS "isUnpaid",
          "seq" <= COALESCE("firstFromSeq", "settledSeq") AS "isFirst"
        FROM (
          SELECT h."userId", h."seq", b."settledSeq",
            CASE h."kind" WHEN 'GRANT' THEN 0 WHEN 'REFUND' THEN h."creditsUsed" + COALESCE(given."amount", 0)
              WHEN 'ADJUSTMENT' THEN GREATEST(h."creditsUsed", 0) ELSE h."creditsUsed" END AS "openCredits",
            MIN(burnt."fromSeq") OVER (PARTITION BY h."userId" ORDER BY h."seq" DESC) AS "fromSeq",
            MIN(burnt."fromSeq") OVER (PARTITION BY h."userId") AS "firstFromSeq",
            COALESCE(migrated."toSeq", 0) AS "migratedSeq"
          FROM "UsageHistory" h
          JOIN "CreditBalance" b ON b."userId" = h."userId" AND b.${theirs}
          LEFT JOIN given ON given."userId" = h."userId" AND given."entryId" = h."id"
          LEFT JOIN (
            SELECT "userId", "toSeq", MIN("fromSeq") AS "fromSeq" FROM "GrantBurn"
            WHERE ${theirs} AND "fromSeq" < "toSeq" GROUP BY "userId", "toSeq"
          ) burnt ON burnt."userId" = h."userId" AND burnt."toSeq" = h."seq"
          LEFT JOIN (
            SELECT "userId", MAX("toSeq") AS "toSeq" FROM "GrantBurn"
            WHERE ${theirs} AND "fromSeq" = "toSeq" GROUP BY "userId"
          ) migrated ON migrated."userId" = h."userId"
          WHERE h.${theirs}
        ) line
      ) entry
    ) entry GROUP BY "userId"
  )`;

const burns = (theirs: Prisma.Sql) => sql`
  burns AS (
    SELECT "userId", SUM("ownedFrom"::bigint - "ownedTo") FILTER (
        WHERE "grantId" IS NULL AND NOT "isRefunded" AND "ownedFrom" > "ownedTo") AS "uncoveredCredits",
      ${placesOf(burnChecks)}
    FROM (
      SELECT b."userId", b."fromSeq", b."toSeq", b."toSeq" AS "seq", b."ownedFrom", b."ownedTo", b."grantId",
        b."isRefunded", balance."settledSeq", finish."grantId" AS "removedFromId",
        g."id" IS NOT NULL AS "isGrant",
        MAX(b."toSeq") OVER (
          PARTITION BY b."userId" ORDER BY b."toSeq" GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS "toSeqBefore",
        COALESCE(LAG(b."ownedTo") OVER stacked, start."balanceAfter", 0) AS "startsAt",
        LEAD(1) OVER stacked IS NULL AS "isLast",
        finish."balanceAfter" - CASE finish."kind" WHEN 'REFUND' THEN COALESCE(given."amount", 0) ELSE 0 END AS "endsAt"
      FROM "GrantBurn" b
      LEFT JOIN "CreditBalance" balance ON balance."userId" = b."userId" AND balance.${theirs}
      LEFT JOIN "CreditGrant" g ON g."userId" = b."userId" AND g."id" = b."grantId" AND g.${theirs}
      LEFT JOIN "UsageHistory" start ON start."userId" = b."userId" AND start."seq" = b."fromSeq" AND start.${theirs}
      LEFT JOIN "UsageHistory" finish ON finish."userId" = b."userId" AND finish."seq" = b."toSeq" AND finish.${theirs}
      LEFT JOIN given ON given."userId" = b."userId" AND given."entryId" = finish."id"
      WHERE b.${theirs} AND b."fromSeq" < b."toSeq"
      WINDOW stacked AS (
        PARTITION BY b."userId", b."toSeq"
        ORDER BY CASE WHEN b."ownedFrom" > b."ownedTo" THEN -b."ownedFrom" ELSE b."ownedFrom" END
      )
    ) burnt GROUP BY "userId"
  )`;
