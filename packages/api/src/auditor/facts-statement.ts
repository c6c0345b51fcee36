import { type Db, Prisma } from '@scrip/database';
import type { AccountFacts, BalanceFacts } from './audit-rules.ts';
import {
  entryChecks,
  givingChecks,
  keyChecks,
  refundChecks,
  removalChecks,
} from './entry-checks-statement.ts';
import { paymentFacts } from './payment-facts-statement.ts';
import { placesOf } from './row-check-statement.ts';
import { usageFacts } from './usage-facts-statement.ts';

type FactsRow = Omit<AccountFacts, 'balance'> & { [Name in keyof BalanceFacts]: BalanceFacts[Name] | null };

const sql = Prisma.sql;

/**
 * What the laws need to know of each of these users, in the order of their ids; entries without a user count as one. One
 * statement sees one snapshot, so a spend that is committed meanwhile is in the balance and in the entries, or in neither.
 * Only sums and the first broken row of each rule leave the database, however many entries there are.
 */
export async function readFacts(db: Db, userIds: string[]): Promise<AccountFacts[]> {
  const theirs = sql`"userId" = ANY(${userIds}::text[])`;
  const rows = await db.$queryRaw<FactsRow[]>`
    WITH ${entryFacts(theirs)}, ${paymentFacts(theirs)}, ${usageFacts(theirs)}, giving AS (
      SELECT "userId", ${placesOf(givingChecks)}
      FROM (
        SELECT "userId", "id" AS "entryId", "seq", "creditsUsed", "kind" <> 'REFUND' AS "isGiving" FROM "UsageHistory"
        WHERE ${theirs} AND ("kind" IN ('GRANT', 'REFUND') OR ("kind" = 'ADJUSTMENT' AND "creditsUsed" < 0))
      ) entry
      FULL JOIN given USING ("userId", "entryId")
      GROUP BY "userId"
    ), account AS (
      SELECT "id" AS "userId" FROM "User" WHERE "id" = ANY(${userIds}::text[])
      UNION ALL
      SELECT "userId" FROM chain WHERE NOT "hasUser"
    )
    SELECT account."userId", b."creditsRemaining", b."creditsHeld", b."lastSeq",
      b."overdraftCredits", b."settledSeq", b."lastEntryAt", b."nextExpiryAt",
      COALESCE("entries", 0)::float8 AS "entries", COALESCE("newestSeq", 0) AS "newestSeq", "newestEntryAt",
      COALESCE("creditsUsed", 0)::float8 AS "creditsUsed",
      COALESCE("settledCreditsUsed", 0)::float8 AS "settledCreditsUsed",
      COALESCE("openHoldCredits", 0)::float8 AS "openHoldCredits",
      (COALESCE("grantCredits", 0) - COALESCE("uncoveredCredits", 0) - COALESCE("uncoveredHeld", 0))::float8
        AS "backedCredits",
      LEAST("grantDueAt", "holdEndsAt") AS "dueAt",
      COALESCE(chain."places", '{}') || COALESCE(refunds."places", '{}') || COALESCE(keys."places", '{}')
        || COALESCE(removals."places", '{}') || COALESCE(holds."places", '{}') || COALESCE(grants."places", '{}')
        || COALESCE(giving."places", '{}') || COALESCE(paid."places", '{}') || COALESCE(burns."places", '{}')
        || COALESCE(usage_days."places", '{}') || COALESCE(usage_folds."places", '{}')
        || COALESCE(usage_marks."places", '{}') AS "places"
    FROM account
    LEFT JOIN "CreditBalance" b ON b."userId" = account."userId" AND b.${theirs}
    LEFT JOIN chain ON chain."userId" = account."userId"
    LEFT JOIN refunds ON refunds."userId" = account."userId"
    LEFT JOIN keys ON keys."userId" = account."userId"
    LEFT JOIN removals ON removals."userId" = account."userId"
    LEFT JOIN holds ON holds."userId" = account."userId"
    LEFT JOIN grants ON grants."userId" = account."userId"
    LEFT JOIN giving ON giving."userId" = account."userId"
    LEFT JOIN paid ON paid."userId" = account."userId"
    LEFT JOIN burns ON burns."userId" = account."userId"
    LEFT JOIN usage_days ON usage_days."userId" = account."userId"
    LEFT JOIN usage_folds ON usage_folds."userId" = account."userId"
    LEFT JOIN usage_marks ON usage_marks."userId" = account."userId"
    ORDER BY account."userId"`;
  return rows.map(toFacts);
}

const entryFacts = (theirs: Prisma.Sql) => sql`
  chain AS (
    SELECT "userId", BOOL_AND("hasUser") AS "hasUser", COUNT(*) AS "entries", MAX("seq") AS "newestSeq", MAX("timestamp") AS "newestEntryAt",
      SUM("creditsUsed") AS "creditsUsed",
      SUM("creditsUsed") FILTER (WHERE "seq" <= "settledSeq") AS "settledCreditsUsed", ${placesOf(entryChecks)}
    FROM (
      SELECT h."userId", h."seq", h."kind", h."creditsUsed", h."balanceAfter", h."idempotencyKey", h."refundOfId",
        h."holdId", h."timestamp", h."creditBalanceId", u."id" IS NOT NULL AS "hasUser", b."id" AS "balanceId",
        b."settledSeq", COALESCE(LAG(h."seq") OVER numbered, 0) AS "seqBefore",
        COALESCE(LAG(h."balanceAfter") OVER numbered, 0)::bigint AS "ownedBefore",
        LAG(h."timestamp") OVER numbered AS "timeBefore"
      FROM "UsageHistory" h
      LEFT JOIN "User" u ON u."id" = h."userId"
      LEFT JOIN "CreditBalance" b ON b."userId" = h."userId" AND b.${theirs}
      WHERE h.${theirs}
      WINDOW numbered AS (PARTITION BY h."userId" ORDER BY h."seq")
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
  ), keys AS (
    SELECT h."userId", ${placesOf(keyChecks)}
    FROM "OperationKey" o
    JOIN "UsageHistory" h ON h."userId" = o."userId" AND h."idempotencyKey" = o."idempotencyKey" AND h.${theirs}
    WHERE o.${theirs} GROUP BY h."userId"
  ), removals AS (
    SELECT "userId", ${placesOf(removalChecks)}
    FROM (
      SELECT h."userId", h."seq", h."kind", h."timestamp", h."grantId", g."id" IS NOT NULL AS "isGrant",
        LEAST(g."expiresAt", g."voidedAt") AS "endsAt"
      FROM "UsageHistory" h
      LEFT JOIN "CreditGrant" g ON g."userId" = h."userId" AND g."id" = h."grantId" AND g.${theirs}
      WHERE h.${theirs} AND (h."kind" = 'EXPIRY' OR h."grantId" IS NOT NULL)
    ) removal GROUP BY "userId"
  )`;

function toFacts(row: FactsRow): AccountFacts {
  const {
    creditsRemaining,
    creditsHeld,
    lastSeq,
    overdraftCredits,
    settledSeq,
    lastEntryAt,
    nextExpiryAt,
    ...facts
  } = row;
  const hasBalance =
    creditsRemaining !== null &&
    creditsHeld !== null &&
    lastSeq !== null &&
    overdraftCredits !== null &&
    settledSeq !== null;
  return {
    ...facts,
    balance: hasBalance
      ? { creditsRemaining, creditsHeld, lastSeq, overdraftCredits, settledSeq, lastEntryAt, nextExpiryAt }
      : null,
  };
}
