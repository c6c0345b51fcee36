import { type Db, Prisma } from '@scrip/database';
import type { AccountFacts } from './audit-rules.ts';
import {
  entryChecks,
  givingChecks,
  grantChecks,
  holdChecks,
  placesOf,
  refundChecks,
} from './row-checks-statement.ts';

type FactsRow = Omit<AccountFacts, 'balance'> & {
  creditsRemaining: number | null;
  creditsHeld: number;
  lastSeq: number;
  overdraftCredits: number;
  settledSeq: number;
};

/**
 * What the laws need to know of each of these users. One statement sees one snapshot, so a spend that is committed
 * meanwhile is in the balance and in the entries, or in neither. Only sums and the first broken row of each rule leave
 * the database, however many entries there are.
 */
export async function readFacts(db: Db, userIds: string[]): Promise<AccountFacts[]> {
  const theirs = Prisma.sql`"userId" = ANY(${userIds}::text[])`;
  const rows = await db.$queryRaw<FactsRow[]>`
    WITH chain AS (
      SELECT "userId", COUNT(*) AS "entries", MAX("seq") AS "newestSeq", SUM("creditsUsed") AS "creditsUsed",
        ${placesOf(entryChecks)}
      FROM (
        SELECT "userId", "seq", "kind", "creditsUsed", "balanceAfter", "idempotencyKey", "refundOfId",
          COALESCE(LAG("seq") OVER numbered, 0) AS "seqBefore",
          COALESCE(LAG("balanceAfter") OVER numbered, 0)::bigint AS "ownedBefore"
        FROM "UsageHistory" WHERE ${theirs}
        WINDOW numbered AS (PARTITION BY "userId" ORDER BY "seq")
      ) entry GROUP BY "userId"
    ), refunds AS (
      SELECT "userId", ${placesOf(refundChecks)}
      FROM (
        SELECT r."userId", r."seq", r."refundSeq", s."kind" AS "spendKind", s."seq" AS "spendSeq",
          s."creditsUsed" AS "spent", ROW_NUMBER() OVER earlier AS "nth",
          SUM(-r."creditsUsed"::bigint) OVER earlier AS "refunded"
        FROM "UsageHistory" r
        LEFT JOIN "UsageHistory" s ON s."userId" = r."userId" AND s."id" = r."refundOfId" AND s.${theirs}
        WHERE r.${theirs} AND r."refundOfId" IS NOT NULL AND r."kind" = 'REFUND'
        WINDOW earlier AS (
          PARTITION BY r."userId", r."refundOfId" ORDER BY r."refundSeq", r."seq" ROWS UNBOUNDED PRECEDING
        )
      ) refund GROUP BY "userId"
    ), holds AS (
      SELECT "userId", SUM("amountCredits") FILTER (WHERE "status" = 'OPEN') AS "openHoldCredits",
        ${placesOf(holdChecks)}
      FROM (
        SELECT "userId", "id" AS "holdId", "status", "endedAt", "amountCredits", "capturedCredits"
        FROM "CreditHold" WHERE ${theirs}
      ) hold
      FULL JOIN (
        SELECT "userId", "holdId", SUM("creditsUsed") AS "spent" FROM "UsageHistory"
        WHERE ${theirs} AND "holdId" IS NOT NULL AND "kind" = 'SPEND' GROUP BY "userId", "holdId"
      ) captured USING ("userId", "holdId")
      GROUP BY "userId"
    ), grants AS (
      SELECT "userId", SUM("amountCredits") AS "grantedCredits", ${placesOf(grantChecks)}
      FROM "CreditGrant" WHERE ${theirs} GROUP BY "userId"
    ), giving AS (
      SELECT "userId", ${placesOf(givingChecks)}
      FROM (
        SELECT "userId", "id" AS "entryId", "seq", "creditsUsed" FROM "UsageHistory"
        WHERE ${theirs} AND ("kind" = 'GRANT' OR ("kind" = 'ADJUSTMENT' AND "creditsUsed" < 0))
      ) entry
      FULL JOIN (
        SELECT "userId", "entryId", COUNT(*) AS "grants", MIN("id") AS "grantId", SUM("amountCredits") AS "amount"
        FROM "CreditGrant" WHERE ${theirs} GROUP BY "userId", "entryId"
      ) given USING ("userId", "entryId")
      GROUP BY "userId"
    )
    SELECT u."id" AS "userId", b."creditsRemaining", b."creditsHeld", b."lastSeq", b."overdraftCredits", b."settledSeq",
      COALESCE("entries", 0)::float8 AS "entries", COALESCE("newestSeq", 0) AS "newestSeq",
      COALESCE(chain."creditsUsed", 0)::float8 AS "creditsUsed",
      COALESCE("openHoldCredits", 0)::float8 AS "openHoldCredits",
      COALESCE("grantedCredits", 0)::float8 AS "grantedCredits",
      COALESCE(chain."places", '{}') || COALESCE(refunds."places", '{}') || COALESCE(holds."places", '{}')
        || COALESCE(grants."places", '{}') || COALESCE(giving."places", '{}') AS "places"
    FROM "User" u
    LEFT JOIN "CreditBalance" b ON b."userId" = u."id" AND b.${theirs}
    LEFT JOIN chain ON chain."userId" = u."id"
    LEFT JOIN refunds ON refunds."userId" = u."id"
    LEFT JOIN holds ON holds."userId" = u."id"
    LEFT JOIN grants ON grants."userId" = u."id"
    LEFT JOIN giving ON giving."userId" = u."id"
    WHERE u."id" = ANY(${userIds}::text[])
    ORDER BY u."id"`;
  return rows.map(toFacts);
}

function toFacts(row: FactsRow): AccountFacts {
  const { creditsRemaining, creditsHeld, lastSeq, overdraftCredits, settledSeq, ...facts } = row;
  const hasBalance = creditsRemaining !== null;
  return {
    ...facts,
    balance: hasBalance ? { creditsRemaining, creditsHeld, lastSeq, overdraftCredits, settledSeq } : null,
  };
}
