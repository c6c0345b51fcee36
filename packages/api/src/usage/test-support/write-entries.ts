import type { Database } from '@scrip/database';

/**
 * Appends spends of changing features and models to a user's ledger, every seventh one refunded right away. Only what
 * usage looks at is right: the verbs would take minutes for so many.
 */
export async function writeEntries(
  db: Database,
  {
    userId,
    count,
    from,
    everyMinutes,
  }: { userId: string; count: number; from: string; everyMinutes: number },
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "featureKey", "creditsUsed",
      "seq", "balanceAfter", "idempotencyKey", "requestHash", "refundOfId", "refundSeq", "model", "actorId", "apiKeyId", "timestamp")
    SELECT 'e' || b."lastSeq" + n, b."userId", b."id",
      (CASE WHEN n % 3 = 0 THEN 'AI_IMAGE_GENERATION' ELSE 'AI_TEXT_CHAT' END)::"OperationType",
      (CASE WHEN n % 7 = 0 THEN 'REFUND' ELSE 'SPEND' END)::"EntryKind", 'feature' || n % 5,
      CASE WHEN n % 7 = 0 THEN -1 ELSE n % 11 + 1 END, b."lastSeq" + n, 1000, 'e' || b."lastSeq" + n, '',
      CASE WHEN n % 7 = 0 THEN 'e' || b."lastSeq" + n - 1 END, CASE WHEN n % 7 = 0 THEN 1 END,
      CASE WHEN n % 7 <> 0 AND n % 2 = 0 THEN 'model' || n % 4 END, CASE WHEN n % 2 = 0 THEN b."userId" END,
      CASE WHEN n % 7 <> 0 AND n % 3 = 0 THEN 'key' || n % 2 END,
      ${from}::timestamptz + make_interval(mins => n * ${everyMinutes}::int)
    FROM "CreditBalance" b CROSS JOIN generate_series(1, ${count}::int) n WHERE b."userId" = ${userId} ORDER BY n`;
  await db.$executeRaw`
    UPDATE "CreditBalance" b SET "lastSeq" = h."seq", "lastEntryAt" = h."timestamp"
    FROM (SELECT "seq", "timestamp" FROM "UsageHistory" WHERE "userId" = ${userId} ORDER BY "seq" DESC LIMIT 1) h
    WHERE b."userId" = ${userId}`;
}
