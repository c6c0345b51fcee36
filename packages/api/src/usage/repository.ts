import { type Db, Prisma } from '@scrip/database';
import { countedEntries, sumColumns } from './counted-entries-statement.ts';
import type { UsageCell } from './report.ts';
import type { UsageDimension } from './schema.ts';

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

export type Scope = { userId: string } | 'all';

/** Spends and refunds between the first and the last of `bounds`, by bucket and key. */
export function sumUsage(
  db: Db,
  scope: Scope,
  { by, bounds }: { by: UsageDimension; bounds: Date[] },
): Promise<UsageCell[]> {
  const instants = Prisma.sql`${bounds.map((bound) => bound.toISOString())}::text[]::timestamptz[]`;
  const theirs = scope === 'all' ? Prisma.sql`true` : Prisma.sql`h."userId" = ${scope.userId}`;
  const entries = countedEntries(
    [by],
    Prisma.sql`${theirs} AND h."timestamp" >= ${bounds[0]} AND h."timestamp" < ${bounds.at(-1)}`,
  );
  return db.$queryRaw<UsageCell[]>`
    SELECT width_bucket("timestamp", ${instants}) - 1 AS "bucket", ${Prisma.raw(`"${by}"`)} AS "key", ${sumColumns}
    FROM (${entries}) entry GROUP BY 1, 2`;
}

export async function countActiveUsers(db: Db, { from, to }: { from: Date; to: Date }): Promise<number> {
  const [row] = await db.$queryRaw<{ users: number }[]>`
    SELECT COUNT(DISTINCT h."userId")::int AS "users" FROM "UsageHistory" h
    WHERE h."kind" IN ('SPEND', 'REFUND') AND h."timestamp" >= ${from} AND h."timestamp" < ${to}`;
  return row?.users ?? 0;
}

export type TopUserRow = Omit<UsageCell, 'bucket' | 'key'> & {
  userId: string;
  name: string | null;
  email: string | null;
};

/** Most net credits first. */
export function listTopUsers(
  db: Db,
  { from, to, take }: { from: Date; to: Date; take: number },
): Promise<TopUserRow[]> {
  const entries = countedEntries([], Prisma.sql`h."timestamp" >= ${from} AND h."timestamp" < ${to}`);
  return db.$queryRaw<TopUserRow[]>`
    SELECT top.*, u."name", u."email" FROM (
      SELECT "userId", ${sumColumns} FROM (${entries}) entry GROUP BY "userId"
      ORDER BY SUM("creditsUsed") DESC, "userId" LIMIT ${take}
    ) top JOIN "User" u ON u."id" = top."userId"
    ORDER BY "creditsSpent" - "creditsRefunded" DESC, "userId"`;
}
