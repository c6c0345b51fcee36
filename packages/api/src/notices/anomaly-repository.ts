import type { Db } from '@scrip/database';

export type SpentToday = {
  userId: string;
  creditsSpent: number;
  /** Credits of each UTC day before, back to the first use within four weeks. */
  daysBefore: number[];
};

/** Users without a notice for this UTC day who have spent some credits on it, behind a cursor. */
export function listSpentToday(
  db: Db,
  {
    day,
    afterUserId,
    leastCredits,
    take,
  }: { day: string; afterUserId: string; leastCredits: number; take: number },
): Promise<SpentToday[]> {
  return db.$queryRaw<SpentToday[]>`
    SELECT today."userId", today."creditsSpent"::float8 AS "creditsSpent", before."daysBefore"
    FROM "UsageDaily" today
    CROSS JOIN LATERAL (
      SELECT COALESCE(array_agg(COALESCE(d."creditsSpent", 0)::float8), '{}') AS "daysBefore"
      FROM generate_series(
        (SELECT MIN(f."day") FROM "UsageDaily" f WHERE f."userId" = today."userId" AND f."day" >= ${day}::date - 28),
        ${day}::date - 1, interval '1 day') n("day")
      LEFT JOIN "UsageDaily" d ON d."userId" = today."userId" AND d."day" = n."day"::date
    ) before
    WHERE today."day" = ${day}::date AND today."creditsSpent" >= ${leastCredits} AND today."userId" > ${afterUserId}
      AND NOT EXISTS (SELECT 1 FROM "UsageAnomaly" a WHERE a."userId" = today."userId" AND a."day" = ${day}::date)
    ORDER BY today."userId" LIMIT ${take}`;
}

export type NewAnomaly = {
  userId: string;
  day: string;
  span: 'day' | 'hour';
  startsAt: Date;
  creditsSpent: number;
  usualCredits: number;
  limitCredits: number;
};

/** False where the user has one for the day already. */
export async function insertAnomaly(db: Db, anomaly: NewAnomaly, noticedAt: Date): Promise<boolean> {
  const data = { ...anomaly, day: new Date(anomaly.day), noticedAt };
  const { count } = await db.usageAnomaly.createMany({ data: [data], skipDuplicates: true });
  return count === 1;
}

export async function wantsMail(db: Db, userId: string): Promise<boolean> {
  const user = await db.user.findUnique({
    where: { id: userId },
    select: { isActive: true, email: true, preferences: { select: { emailAlerts: true } } },
  });
  return Boolean(user?.isActive && user.email && (user.preferences?.emailAlerts ?? true));
}

/** Newest first. */
export function listAnomalies(db: Db, userId: string, since: Date) {
  return db.usageAnomaly.findMany({ where: { userId, day: { gte: since } }, orderBy: { day: 'desc' } });
}

/** False where there is none. */
export async function dismissAnomaly(db: Db, userId: string, day: string, at: Date): Promise<boolean> {
  const where = { userId, day: new Date(day) };
  const { count } = await db.usageAnomaly.updateMany({ where, data: { dismissedAt: at } });
  return count === 1;
}
