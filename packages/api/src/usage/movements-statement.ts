import { Prisma } from '@scrip/database';

/** What was granted, expired and adjusted between two instants, over all users, and what all users own now. */
export function movementsStatement({ from, to }: { from: Date; to: Date }): Prisma.Sql {
  return Prisma.sql`
    WITH moved AS (
      SELECT "kind", SUM("creditsUsed"::bigint) AS "creditsUsed" FROM "UsageHistory"
      WHERE "kind" IN ('GRANT', 'EXPIRY', 'ADJUSTMENT') AND "timestamp" >= ${from} AND "timestamp" < ${to}
      GROUP BY "kind"
    )
    SELECT COALESCE(-SUM("creditsUsed") FILTER (WHERE "kind" = 'GRANT'), 0)::bigint AS "grantedCredits",
      COALESCE(SUM("creditsUsed") FILTER (WHERE "kind" = 'EXPIRY'), 0)::bigint AS "expiredCredits",
      COALESCE(-SUM("creditsUsed") FILTER (WHERE "kind" = 'ADJUSTMENT'), 0)::bigint AS "adjustedCredits",
      (SELECT COALESCE(SUM("creditsRemaining"::bigint + "creditsHeld"), 0)::bigint FROM "CreditBalance")
        AS "outstandingCredits"
    FROM moved`;
}
