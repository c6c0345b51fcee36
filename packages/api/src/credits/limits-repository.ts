import { type Db, Prisma } from '@scrip/database';
import { z } from 'zod';
import { SpendCap } from './spend-caps.ts';

const SpendCaps = z.array(SpendCap).nullable();

export async function findLimits(
  db: Db,
  userId: string,
): Promise<{ spendCaps: SpendCap[]; overdraftCredits: number } | null> {
  const row = await db.creditBalance.findUnique({
    where: { userId },
    select: { spendCaps: true, overdraftCredits: true },
  });
  return row && { ...row, spendCaps: SpendCaps.parse(row.spendCaps) ?? [] };
}

/**
 * Spent and held since an instant, on one feature or on all, less what was refunded of it. What a hold had set aside
 * counts from when it was made, what a capture took beyond it from then.
 */
export async function sumSpentSince(
  db: Db,
  userId: string,
  featureKey: string | null,
  since: Date,
): Promise<number> {
  const isAbout = (alias: Prisma.Sql) => Prisma.sql`
    (${featureKey}::text IS NULL OR ${alias}."featureKey" = ${featureKey}::text)`;
  const [row] = await db.$queryRaw<{ credits: bigint }[]>`
    SELECT GREATEST(0, (
      SELECT COALESCE(SUM(CASE
          WHEN s."holdId" IS NULL THEN s."creditsUsed"
          ELSE CASE WHEN c."createdAt" >= ${since} THEN LEAST(s."creditsUsed", c."amountCredits") ELSE 0 END
            + GREATEST(0, s."creditsUsed" - c."amountCredits") END), 0)
      FROM "UsageHistory" s LEFT JOIN "CreditHold" c ON c."userId" = ${userId} AND c."id" = s."holdId"
      WHERE s."userId" = ${userId} AND s."kind" = 'SPEND' AND s."timestamp" >= ${since} AND ${isAbout(Prisma.sql`s`)}
    ) + (
      SELECT COALESCE(SUM(r."creditsUsed"), 0)
      FROM "UsageHistory" r JOIN "UsageHistory" s ON s."userId" = ${userId} AND s."id" = r."refundOfId"
      LEFT JOIN "CreditHold" c ON c."userId" = ${userId} AND c."id" = s."holdId"
      WHERE r."userId" = ${userId} AND r."kind" = 'REFUND' AND r."timestamp" >= ${since}
        AND COALESCE(c."createdAt", s."timestamp") >= ${since} AND ${isAbout(Prisma.sql`r`)}
    ) + (
      SELECT COALESCE(SUM(c."amountCredits"), 0) FROM "CreditHold" c
      WHERE c."userId" = ${userId} AND c."status" = 'OPEN' AND c."createdAt" >= ${since} AND ${isAbout(Prisma.sql`c`)}
    ))::bigint AS "credits"`;
  // Many grants and spends in a period may sum to more than a balance can hold.
  return Number(row?.credits ?? 0);
}

export async function updateLowThreshold(
  db: Db,
  userId: string,
  lowBalanceThreshold: number | null,
  at: Date,
): Promise<void> {
  await db.userPreferences.upsert({
    where: { userId },
    create: { userId, lowBalanceThreshold, createdAt: at, updatedAt: at },
    update: { lowBalanceThreshold, updatedAt: at },
    select: { userId: true },
  });
}

/** Whether a user wants e-mails, and where they go; null when there is no such user. */
export async function findAlertPreferences(
  db: Db,
  userId: string,
): Promise<{ emailAlerts: boolean; email: string | null } | null> {
  const user = await db.user.findUnique({
    where: { id: userId },
    select: { email: true, preferences: { select: { emailAlerts: true } } },
  });
  return user && { email: user.email, emailAlerts: user.preferences?.emailAlerts ?? true };
}

export async function updateEmailAlerts(
  db: Db,
  userId: string,
  emailAlerts: boolean,
  at: Date,
): Promise<void> {
  await db.userPreferences.upsert({
    where: { userId },
    create: { userId, emailAlerts, createdAt: at, updatedAt: at },
    update: { emailAlerts, updatedAt: at },
    select: { userId: true },
  });
}
