import { type GrantSource, Prisma } from '@scrip/database';
import type { EntryRule } from './entry-statement.ts';

const noFeature = Prisma.sql`NULL`;

/**
 * Returns `amountCredits`, or all that is left, of one spend. What is left may be read too early to know of a refund
 * that another transaction commits meanwhile; then both have the same refund number, and the unique constraint lets
 * one of them through.
 */
export function refundRule(refund: {
  userId: string;
  spendId: string;
  amountCredits: number | null;
}): EntryRule {
  const amount = Prisma.sql`COALESCE(${refund.amountCredits}::int, spend."refundable")`;
  return {
    kind: 'REFUND',
    source: {
      name: Prisma.sql`spend`,
      query: Prisma.sql`
        SELECT s."id", s."operationType", s."featureKey",
          (s."creditsUsed" + COALESCE(SUM(r."creditsUsed"), 0))::int AS "refundable",
          COALESCE(MAX(r."refundSeq"), 0) + 1 AS "nextRefundSeq"
        FROM "UsageHistory" s
        LEFT JOIN "UsageHistory" r ON r."userId" = ${refund.userId} AND r."refundOfId" = s."id"
        WHERE s."userId" = ${refund.userId} AND s."id" = ${refund.spendId} AND s."kind" = 'SPEND'
        GROUP BY s."userId", s."id"`,
    },
    creditsUsed: Prisma.sql`-${amount}`,
    operationType: Prisma.sql`spend."operationType"`,
    featureKey: Prisma.sql`spend."featureKey"`,
    refundOfId: Prisma.sql`spend."id"`,
    refundSeq: Prisma.sql`spend."nextRefundSeq"`,
    allowed: Prisma.sql`${amount} BETWEEN 1 AND spend."refundable"`,
  };
}

export function grantRule(grant: { id: string; amountCredits: number; source: GrantSource }): EntryRule {
  return {
    kind: 'GRANT',
    creditsUsed: Prisma.sql`-(${grant.amountCredits}::int)`,
    operationType: Prisma.sql`'CREDIT_GRANT'::"OperationType"`,
    featureKey: noFeature,
    allowed: Prisma.sql`true`,
    grant: { id: grant.id, source: grant.source },
  };
}

/** Changes the spendable balance by `deltaCredits`; credits that it adds are a grant, so that they burn like any other. */
export function deltaRule(grantId: string, deltaCredits: number): EntryRule {
  return {
    ...adjustmentRule(grantId),
    creditsUsed: Prisma.sql`-(${deltaCredits}::int)`,
    allowed: Prisma.sql`locked."creditsRemaining"::bigint + ${deltaCredits}::int >= -locked."overdraftCredits"`,
  };
}

/** Sets the spendable balance, if it still is what the admin saw. */
export function absoluteRule(
  grantId: string,
  target: { creditsRemaining: number; expectedCreditsRemaining: number | null },
): EntryRule {
  const expected = Prisma.sql`${target.expectedCreditsRemaining}::int`;
  return {
    ...adjustmentRule(grantId),
    creditsUsed: Prisma.sql`locked."creditsRemaining" - ${target.creditsRemaining}::int`,
    allowed: Prisma.sql`locked."creditsRemaining" <> ${target.creditsRemaining}::int
      AND COALESCE(locked."creditsRemaining" = ${expected}, true)`,
  };
}

function adjustmentRule(grantId: string) {
  return {
    kind: 'ADJUSTMENT',
    operationType: Prisma.sql`'ADMIN_ADJUSTMENT'::"OperationType"`,
    featureKey: noFeature,
    grant: { id: grantId, source: 'ADMIN' },
  } as const;
}
