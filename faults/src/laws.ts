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
      -COALESCE(SUM(e."creditsUsed"), 0) AS owned, COUNT(e."id") AS entries,
      COALESCE(SUM(e."creditsUsed") FILTER (WHERE e."seq" > b."settledSeq"), 0) AS "unsettled"
    FROM "CreditBalance" b LEFT JOIN entry e ON e."userId" = b."userId"
    WHERE b."userId" = ANY($1) GROUP BY b."userId", b."id"
  ), hold AS (
    SELECT * FROM "CreditHold" WHERE "userId" = ANY($1)
  ), share AS (
    SELECT h."userId", h."id" AS "holdId", h."status", s->>'grantId' AS "grantId", (s->>'credits')::int AS "credits"
    FROM hold h CROSS JOIN LATERAL jsonb_array_elements(h."shares") s
  ), answer AS (
    SELECT "userId", "answer"->>'id' AS "holdId", COUNT(*) FILTER (WHERE "verb" = 'hold') AS "holds",
      COUNT(*) FILTER (WHERE "verb" = 'release') AS "releases"
    FROM "OperationKey" WHERE "userId" = ANY($1) AND "verb" IN ('hold', 'release') GROUP BY "userId", "answer"->>'id'
  ), grantee AS (
    SELECT g.*, COALESCE((SELECT SUM(s."credits") FROM share s
      WHERE s."userId" = g."userId" AND s."grantId" = g."id" AND s."status" = 'OPEN'), 0) AS "held"
    FROM "CreditGrant" g WHERE g."userId" = ANY($1)
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
  UNION SELECT h."userId", 'law 1 (the shares of a hold are the hold)' FROM hold h
    WHERE h."amountCredits" <> (SELECT COALESCE(SUM(s."credits"), 0) FROM share s WHERE s."holdId" = h."id")
  UNION SELECT e."userId", 'law 5 (one change per key)' FROM entry e
    JOIN "OperationKey" o ON o."userId" = e."userId" AND o."idempotencyKey" = e."idempotencyKey"
  UNION SELECT COALESCE(h."userId", o."userId"), 'law 5 (one hold per key, one release of it)' FROM hold h
    FULL JOIN answer o ON o."userId" = h."userId" AND o."holdId" = h."id"
    WHERE h."id" IS NULL OR o."holds" IS DISTINCT FROM 1 OR o."releases" <> (h."status" = 'RELEASED')::int
  UNION SELECT h."userId", 'law 7 (a hold is captured once, as told, or not at all)' FROM hold h
    LEFT JOIN entry e ON e."userId" = h."userId" AND e."holdId" = h."id"
    GROUP BY h."userId", h."id", h."status", h."capturedCredits"
    HAVING COUNT(e."id") <> (h."status" = 'CAPTURED')::int OR COALESCE(SUM(e."creditsUsed"), 0) <> h."capturedCredits"
  UNION SELECT g."userId", 'law 8 (a grant is what is left, paid and held)' FROM grantee g
    WHERE g."amountCredits" <> g."remainingCredits" + g."held"
      + (SELECT COALESCE(SUM(b."ownedFrom" - b."ownedTo"), 0) FROM "GrantBurn" b
        WHERE b."userId" = g."userId" AND b."grantId" = g."id")
  UNION SELECT b."userId", 'law 8 (the grants are the balance)' FROM account b
    WHERE b."creditsRemaining" + b."unsettled" <>
      (SELECT COALESCE(SUM(g."remainingCredits"), 0) FROM grantee g WHERE g."userId" = b."userId")
  UNION SELECT e."userId", 'law 8 (nothing expires early)' FROM entry e
    LEFT JOIN grantee g ON g."userId" = e."userId" AND g."id" = e."grantId"
    WHERE e."kind" = 'EXPIRY' AND (e."timestamp" >= LEAST(g."expiresAt", g."voidedAt")) IS NOT TRUE
  UNION SELECT e."userId", 'law 8 (nothing is spent of what has expired)' FROM grantee g
    JOIN "GrantBurn" b ON b."userId" = g."userId" AND b."grantId" = g."id" AND b."ownedFrom" > b."ownedTo"
    JOIN entry e ON e."userId" = b."userId" AND e."seq" = b."toSeq" AND e."kind" = 'SPEND' AND e."holdId" IS NULL
    WHERE e."timestamp" >= g."expiresAt"
  UNION SELECT e."userId", 'law 10 (an adjustment and its audit row, both or neither)' FROM entry e
    LEFT JOIN "AuditLog" a ON a."targetId" = e."userId" AND a."after"->>'entryId' = e."id"
    WHERE e."kind" = 'ADJUSTMENT' AND a."id" IS NULL
  UNION SELECT a."targetId", 'law 10 (an adjustment and its audit row, both or neither)' FROM "AuditLog" a
    LEFT JOIN entry e ON e."userId" = a."targetId" AND e."id" = a."after"->>'entryId'
    WHERE a."targetId" = ANY($1) AND a."action" IN ('credits.adjust', 'credits.voidGrant')
      AND a."after"->>'entryId' IS NOT NULL AND e."id" IS NULL`;
