import type { Db } from '@scrip/database';

/** Users whose balance became low and who were not told yet, those that wait longest first. */
export async function listUntoldUsers(db: Db, take: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ userId: string }[]>`
    SELECT b."userId" FROM "CreditBalance" b
    WHERE b."lowSince" IS NOT NULL AND b."lowNotifiedAt" IS DISTINCT FROM b."lowSince"
    ORDER BY b."lowSince" LIMIT ${take}::int`;
  return rows.map(({ userId }) => userId);
}

export type LowBalance = {
  userId: string;
  creditsRemaining: number;
  lowThresholdCredits: number | null;
  lowSince: Date;
  wantsMail: boolean;
};

/** Locks those of these balances that still are low and untold, and that nobody else has locked. */
export function lockUntoldBalances(db: Db, userIds: string[]): Promise<LowBalance[]> {
  return db.$queryRaw<LowBalance[]>`
    SELECT b."userId", b."creditsRemaining", b."lowThresholdCredits", b."lowSince",
      u."isActive" AND u."email" IS NOT NULL AND COALESCE(p."emailAlerts", true) AS "wantsMail"
    FROM "CreditBalance" b
      JOIN "User" u ON u."id" = b."userId"
      LEFT JOIN "UserPreferences" p ON p."userId" = b."userId"
    WHERE b."userId" = ANY(${userIds}::text[])
      AND b."lowSince" IS NOT NULL AND b."lowNotifiedAt" IS DISTINCT FROM b."lowSince"
    ORDER BY b."userId"
    FOR NO KEY UPDATE OF b SKIP LOCKED`;
}

/** Only for balances that this transaction has locked. */
export async function markTold(db: Db, userIds: string[]): Promise<void> {
  await db.$executeRaw`
    UPDATE "CreditBalance" SET "lowNotifiedAt" = "lowSince" WHERE "userId" = ANY(${userIds}::text[])`;
}
