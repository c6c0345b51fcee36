import { type Db, queryReport } from '@scrip/database';
import { allUsageStatement, wholeDays } from './all-usage-statement.ts';
import type { UsageCell } from './report.ts';
import type { UsageDimension } from './schema.ts';
import { userUsageStatement } from './user-usage-statement.ts';

export async function findCreditsRemaining(db: Db, userId: string): Promise<number | null> {
  const balance = await db.creditBalance.findUnique({
    where: { userId },
    select: { creditsRemaining: true },
  });
  return balance?.creditsRemaining ?? null;
}

export type Scope = { userId: string } | 'all';

/** Spends and refunds between the first and the last of `bounds`, by bucket and key. Planning it each time takes longer than one user's. */
export function sumUsage(
  db: Db,
  scope: Scope,
  { by, bounds }: { by: UsageDimension; bounds: Date[] },
): Promise<UsageCell[]> {
  if (scope === 'all') return db.$queryRaw<UsageCell[]>(allUsageStatement({ by, bounds }));
  if (by === 'plan') throw new Error('A user’s plan is told by the periods of the subscription.');
  return queryReport<UsageCell>(db, userUsageStatement(scope.userId, { by, bounds }));
}

/** The same without a key. */
export function sumUserUsage(db: Db, userId: string, bounds: Date[]): Promise<UsageCell[]> {
  return queryReport<UsageCell>(db, userUsageStatement(userId, { by: null, bounds }));
}

/** Users with a spend or a refund between two instants: by the newest of their days, by any, else by their entries. */
export async function countActiveUsers(db: Db, { from, to }: { from: Date; to: Date }): Promise<number> {
  const { firstDay, endDay } = wholeDays({ from, to });
  const [row] = await db.$queryRaw<{ users: number }[]>`
    SELECT COUNT(*)::int AS "users" FROM "CreditBalance" b LEFT JOIN "UsageFold" f ON f."userId" = b."userId"
    WHERE b."lastEntryAt" >= ${from} AND CASE
      WHEN f."lastDay" >= ${firstDay}::timestamptz::date AND f."lastDay" < ${endDay}::timestamptz::date THEN true
      WHEN EXISTS (SELECT 1 FROM "UsageDaily" d WHERE d."userId" = b."userId"
        AND d."day" >= ${firstDay}::timestamptz::date AND d."day" < ${endDay}::timestamptz::date) THEN true
      ELSE EXISTS (SELECT 1 FROM "UsageHistory" h WHERE h."userId" = b."userId" AND h."kind" IN ('SPEND', 'REFUND')
        AND h."timestamp" >= ${from} AND h."timestamp" < ${to}) END`;
  return row?.users ?? 0;
}

export type SubscribedRow = { planKey: string | null; startsAt: Date; endsAt: Date | null };

/** When a user had which plan; periods may overlap. */
export function listSubscribed(db: Db, userId: string): Promise<SubscribedRow[]> {
  return db.$queryRaw<SubscribedRow[]>`
    SELECT COALESCE(p."planKey", i."planKey") AS "planKey", p."startsAt",
      LEAST(p."endsAt", i."endedAt") AS "endsAt"
    FROM "SubscriptionPeriod" p JOIN "SubscriptionItem" i ON i."userId" = p."userId" AND i."id" = p."itemId"
    WHERE p."userId" = ${userId} ORDER BY p."startsAt" DESC, p."itemId"`;
}

export async function findFirstUse(db: Db, userId: string): Promise<Date | null> {
  const first = await db.usageHistory.findFirst({
    where: { userId, kind: 'SPEND' },
    orderBy: { seq: 'asc' },
    select: { timestamp: true },
  });
  return first?.timestamp ?? null;
}
