import { type Db, isUniqueViolation, Prisma, queryHot } from '@scrip/database';
import type { SpendDraft } from './spend-statement.ts';
import type { AcceptedSpend } from './spend-verdict.ts';

/** The key of a spend, and its id: the same spend is sent again when the answer of a commit was lost on its way. */
const uniques = ['UsageHistory_userId_idempotencyKey_key', 'UsageHistory_pkey'];

/**
 * Writes a spend that waited alone and that nothing speaks against, at a third of what the statement for batches costs.
 * Undefined, and nothing written, wherever there is something to tell: that statement then decides.
 *
 * Not inside a transaction: a key that another one uses meanwhile breaks the unique constraint, which would end it.
 */
export async function writeLoneSpend(db: Db, draft: SpendDraft): Promise<AcceptedSpend | undefined> {
  try {
    const [row] = await queryHot<Omit<AcceptedSpend, 'kind'>>(db, loneSpendStatement(draft));
    return row && { kind: 'accepted', ...row };
  } catch (error) {
    if (uniques.some((constraint) => isUniqueViolation(error, constraint))) return undefined;
    throw error;
  }
}

/**
 * The UPDATE waits for the row and then looks at its newest version again, at every condition but the subqueries: these
 * are as old as the statement's start, and `changeSeq` tells whether another verb changed the account since. A key that
 * another spend used since breaks the unique constraint; it is looked up all the same, so that a retry is no error.
 */
export function loneSpendStatement(draft: SpendDraft): Prisma.Sql {
  const { userId, costCredits, idempotencyKey, details } = draft;
  const cost = Prisma.sql`${costCredits}::int`;
  const spentAt = Prisma.sql`GREATEST(${draft.at.toISOString()}::timestamptz, b."lastEntryAt")`;
  return Prisma.sql`
    WITH moved AS (
      UPDATE "CreditBalance" b
      SET "creditsRemaining" = b."creditsRemaining" - ${cost}, "lastSeq" = b."lastSeq" + 1,
        "lastEntryAt" = ${spentAt}, "lastSyncedAt" = ${spentAt}, "updatedAt" = ${spentAt},
        "lowSince" = CASE WHEN b."creditsRemaining" - ${cost} <= b."lowThresholdCredits"
          THEN COALESCE(b."lowSince", ${spentAt}) END
      WHERE b."userId" = ${userId}
        AND b."creditsRemaining"::bigint + b."overdraftCredits" >= ${cost}
        AND b."spendCaps" IS NULL
        ${noKeyCap(draft)}
        AND (b."nextExpiryAt" > ${spentAt}) IS NOT FALSE
        AND b."changeSeq" = (SELECT "changeSeq" FROM "CreditBalance" WHERE "userId" = ${userId})
        AND (SELECT "isActive" FROM "User" WHERE "id" = ${userId})
        AND NOT EXISTS (SELECT FROM "UsageHistory" WHERE "userId" = ${userId} AND "idempotencyKey" = ${idempotencyKey})
        AND NOT EXISTS (SELECT FROM "OperationKey" WHERE "userId" = ${userId} AND "idempotencyKey" = ${idempotencyKey})
      RETURNING b."id", b."lastSeq", b."creditsRemaining" + b."creditsHeld" AS "owned", b."lastEntryAt"
    )
    INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "featureKey", "creditsUsed",
      "seq", "balanceAfter", "idempotencyKey", "requestHash", "priceVersionId", "quantity", "model", "actorId", "apiKeyId",
      "details", "timestamp")
    SELECT ${draft.id}, ${userId}, "id", ${draft.operationType}::"OperationType", 'SPEND', ${draft.featureKey}, ${cost},
      "lastSeq", "owned", ${idempotencyKey}, ${draft.requestHash}, ${draft.priceVersionId}, ${draft.quantity}::int,
      ${draft.model}, ${draft.actorId}, ${draft.apiKeyId}, ${details && JSON.stringify(details)}::jsonb, "lastEntryAt"
    FROM moved
    RETURNING "seq", "balanceAfter", "details", "timestamp"`;
}

/** A key with a cap is counted by the statement for batches. */
function noKeyCap({ apiKeyId }: SpendDraft): Prisma.Sql {
  if (apiKeyId === null) return Prisma.empty;
  return Prisma.sql`AND NOT EXISTS (SELECT FROM "ApiKeySpendCap" WHERE "apiKeyId" = ${apiKeyId})`;
}
