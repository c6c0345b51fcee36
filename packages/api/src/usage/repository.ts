import type { Db } from '@scrip/database';

export type UsageDayRow = { day: string; featureKey: string; creditsUsed: number; operations: number };

/** Net credits per calendar day of the time zone and feature, from the midnight that begins `firstDay`. */
export function sumUsageByDay(
  db: Db,
  userId: string,
  period: { firstDay: string; timeZone: string },
): Promise<UsageDayRow[]> {
  return db.$queryRaw`
    SELECT to_char("timestamp" AT TIME ZONE ${period.timeZone}, 'YYYY-MM-DD') AS "day", "featureKey",
      SUM("creditsUsed")::int AS "creditsUsed", COUNT(*) FILTER (WHERE "kind" = 'SPEND')::int AS "operations"
    FROM "UsageHistory"
    WHERE "userId" = ${userId} AND "kind" IN ('SPEND', 'REFUND') AND "featureKey" IS NOT NULL
      AND "timestamp" >= ${period.firstDay}::timestamp AT TIME ZONE ${period.timeZone}
    GROUP BY 1, 2 ORDER BY 1, 2`;
}

/** The seed document's analytics: credits and count by operation type since an instant. */
export function groupUsageByOperation(db: Db, userId: string, since: Date) {
  return db.usageHistory.groupBy({
    by: ['operationType'],
    where: { userId, timestamp: { gte: since }, kind: { in: ['SPEND', 'REFUND'] } },
    _sum: { creditsUsed: true },
    _count: { id: true },
    orderBy: { operationType: 'asc' },
  });
}

export async function findCreditsRemaining(db: Db, userId: string): Promise<number | null> {
  const balance = await db.creditBalance.findUnique({
    where: { userId },
    select: { creditsRemaining: true },
  });
  return balance?.creditsRemaining ?? null;
}
