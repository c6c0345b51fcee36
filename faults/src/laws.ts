import type { Queryable } from './stage.ts';

/** The laws of the ledger, recomputed from its rows: a line for each user who breaks one. */
export async function findBrokenLaws(stage: Queryable, userIds: string[]): Promise<string[]> {
  const rows = await stage.query<{ userId: string; law: string }>(statement, [userIds]);
  return rows.map(({ userId, law }) => `${law} is broken for ${userId}`);
}

const statement = `
  WITH entry AS (
    SELECT h.*, -SUM(h."creditsUsed") OVER (PARTITION BY h."userId" ORDER BY h."seq") AS running,
      ROW_NUMBER() OVER (PARTITION BY h."userId" ORDER BY h."seq") AS place
    FROM "UsageHistory" h WHERE h."userId" = ANY($1)
  ), account AS (
    SELECT b."userId", b."creditsRemaining", b."creditsHeld", b."overdraftCredits", b."lastSeq",
      -COALESCE(SUM(e."creditsUsed"), 0) AS owned, COUNT(e."id") AS entries
    FROM "CreditBalance" b LEFT JOIN entry e ON e."userId" = b."userId"
    WHERE b."userId" = ANY($1) GROUP BY b."userId", b."id"
  )
  SELECT "userId", 'law 1 (the balance is the sum of the entries)' AS law FROM account
    WHERE "creditsRemaining" + "creditsHeld" <> owned
  UNION SELECT b."userId", 'law 1 (open holds sum to what is held)' FROM account b
    WHERE b."creditsHeld" <> (SELECT COALESCE(SUM(h."amountCredits"), 0) FROM "CreditHold" h
      WHERE h."userId" = b."userId" AND h."status" = 'OPEN')
  UNION SELECT "userId", 'law 3 (no overdraft)' FROM account WHERE "creditsRemaining" < -"overdraftCredits"
  UNION SELECT e."userId", 'law 3 (no overdraft)' FROM entry e JOIN account b USING ("userId")
    WHERE e."balanceAfter" < -b."overdraftCredits"
  UNION SELECT "userId", 'law 4 (numbered without a gap)' FROM entry WHERE "seq" <> place
  UNION SELECT "userId", 'law 4 (the balance knows its newest entry)' FROM account WHERE "lastSeq" <> entries
  UNION SELECT "userId", 'law 4 (the chain of balances)' FROM entry WHERE "balanceAfter" <> running
  UNION SELECT "userId", 'law 5 (one entry per key)' FROM entry
    GROUP BY "userId", "idempotencyKey" HAVING COUNT(*) > 1
  UNION SELECT s."userId", 'law 6 (refunds within their spend)' FROM entry s
    JOIN entry r ON r."userId" = s."userId" AND r."refundOfId" = s."id"
    GROUP BY s."userId", s."id", s."kind", s."creditsUsed"
    HAVING s."kind" <> 'SPEND' OR s."creditsUsed" + SUM(r."creditsUsed") < 0
  UNION SELECT e."userId", 'law 8 (what was given is a grant)' FROM entry e
    LEFT JOIN "CreditGrant" g ON g."userId" = e."userId" AND g."entryId" = e."id"
    WHERE e."kind" IN ('GRANT', 'ADJUSTMENT') AND e."creditsUsed" < 0
      AND g."amountCredits" IS DISTINCT FROM -e."creditsUsed"
  UNION SELECT e."userId", 'law 10 (an adjustment and its audit row, both or neither)' FROM entry e
    LEFT JOIN "AuditLog" a ON a."targetId" = e."userId" AND a."after"->>'entryId' = e."id"
    WHERE e."kind" = 'ADJUSTMENT' AND a."id" IS NULL
  UNION SELECT a."targetId", 'law 10 (an adjustment and its audit row, both or neither)' FROM "AuditLog" a
    LEFT JOIN entry e ON e."userId" = a."targetId" AND e."id" = a."after"->>'entryId'
    WHERE a."targetId" = ANY($1) AND a."action" = 'credits.adjust' AND e."id" IS NULL`;
