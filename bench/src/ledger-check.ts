import { type Database, Prisma } from '@scrip/database';

/** Throws when a balance is not the sum of its entries, or an entry's number or balance breaks the chain. */
export async function checkLedgers(db: Database, userIds: string[]): Promise<void> {
  const broken = await db.$queryRaw<{ userId: string }[]>(Prisma.sql`
    SELECT b."userId" FROM "CreditBalance" b
    LEFT JOIN LATERAL (
      SELECT COALESCE(SUM(e."creditsUsed"), 0) AS used, COUNT(*) AS entries, COALESCE(MAX(e."seq"), 0) AS newest,
        BOOL_AND(e."balanceAfter" = e.running) AS chained
      FROM (
        SELECT h."creditsUsed", h."seq", h."balanceAfter",
          -SUM(h."creditsUsed") OVER (ORDER BY h."seq") AS running
        FROM "UsageHistory" h WHERE h."userId" = b."userId"
      ) e
    ) ledger ON true
    WHERE b."userId" = ANY(${userIds})
      AND (b."creditsRemaining" + b."creditsHeld" <> -ledger.used OR ledger.entries <> b."lastSeq"
        OR ledger.newest <> b."lastSeq" OR NOT COALESCE(ledger.chained, true))
    LIMIT 5`);
  if (broken.length > 0) {
    throw new Error(`The ledger is broken for ${broken.map(({ userId }) => userId).join(', ')}.`);
  }
}
