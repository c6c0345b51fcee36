import type { Database, Db } from '@scrip/database';
import { withTransaction } from '@scrip/database';

export type LargeLedger = { users: number; entriesPerUser: number; start: Date };

/**
 * Four weeks of every user's account, written by the database itself: a grant at the start, then spends of three
 * features, one of them by quantity and model; every twentieth entry refunds half of the spend before it. Of every three
 * users one lives close to nothing.
 */
export async function writeLargeLedger(db: Database, ledger: LargeLedger): Promise<void> {
  await withTransaction(db, (tx) => write(tx, ledger), { timeout: 1_800_000 });
  await db.$executeRaw`VACUUM ANALYZE`;
}

async function write(tx: Db, { users, entriesPerUser, start }: LargeLedger): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Feature" ("id", "key", "name", "operationType", "updatedAt")
    SELECT 'feature_' || n, 'feature_' || n, 'Feature ' || n, 'CUSTOM', ${start}::timestamptz
    FROM generate_series(0, 2) n`;
  await tx.$executeRaw`
    INSERT INTO "User" ("id", "clerkId", "updatedAt")
    SELECT 'user_' || lpad(n::text, 6, '0'), 'clerk_' || n, ${start}::timestamptz
    FROM generate_series(1, ${users}::int) n`;
  await tx.$executeRaw`
    INSERT INTO "CreditBalance" ("id", "userId", "clerkUserId", "updatedAt")
    SELECT 'balance', u."id", u."id", ${start}::timestamptz FROM "User" u`;
  await tx.$executeRaw`
    INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "featureKey", "creditsUsed",
      "seq", "balanceAfter", "idempotencyKey", "requestHash", "model", "quantity", "refundOfId", "refundSeq", "timestamp")
    SELECT 'entry_' || m."seq", m."userId", 'balance', 'CUSTOM', m."kind", m."featureKey", m."used", m."seq", m."balance",
      'key-' || m."seq", 'bench', CASE WHEN m."featureKey" = 'feature_1' THEN 'model_' || m."seq" % 4 END,
      CASE WHEN m."featureKey" = 'feature_1' THEN m."seq" * 7 % 900 + 1 END,
      CASE WHEN m."kind" = 'REFUND' THEN 'entry_' || m."seq" - 1 END, CASE WHEN m."kind" = 'REFUND' THEN 1 END,
      ${start}::timestamptz + interval '28 days' * (m."seq" / ${entriesPerUser}::float8)
    FROM (
      SELECT k.*, SUM(-k."used") OVER (PARTITION BY k."userId" ORDER BY k."seq") AS "balance" FROM (
        SELECT 'user_' || lpad(u::text, 6, '0') AS "userId", s AS "seq",
          (CASE WHEN s = 1 THEN 'GRANT' WHEN s % 20 = 0 THEN 'REFUND' ELSE 'SPEND' END)::"EntryKind" AS "kind",
          CASE WHEN s > 1 THEN 'feature_' || (s - (s % 20 = 0)::int) % 3 END AS "featureKey",
          CASE WHEN s = 1 THEN -(CASE WHEN u % 3 = 0 THEN ${entriesPerUser}::int * 5 ELSE 1000000 END)
            WHEN s % 20 = 0 THEN -((s - 1 + u) % 5 + 2) / 2 ELSE (s + u) % 5 + 2 END AS "used"
        FROM generate_series(1, ${users}::int) u, generate_series(1, ${entriesPerUser}::int) s
      ) k
    ) m`;
  await tx.$executeRaw`
    UPDATE "CreditBalance" b SET "creditsRemaining" = h."balanceAfter", "lastSeq" = h."seq", "lastEntryAt" = h."timestamp"
    FROM "UsageHistory" h WHERE h."userId" = b."userId" AND h."seq" = ${entriesPerUser}::int`;
}
