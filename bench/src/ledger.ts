import {
  auditLedger,
  createEngine,
  type Engine,
  ensureFeatureCatalogue,
  type ServiceContext,
} from '@scrip/api/server';
import { type Database, type Prisma, withTransaction } from '@scrip/database';

export const featureKey = 'ai_text_chat';

/** Callers at once, as in every benchmark that counts spends per second. */
export const concurrency = 64;

export type BenchContext = ServiceContext & { db: Database; engine: Engine };

/** What one server process would have on this database. */
export function createContext(db: Database): BenchContext {
  return {
    principal: { kind: 'system' },
    db,
    now: () => new Date(),
    logger: console,
    engine: createEngine({ db }),
  };
}

/**
 * Accounts with one large grant each and, for a long ledger, spends of one credit after it. Written by a few statements:
 * a history of millions of entries would take the verbs an hour.
 */
export async function openAccounts(
  ctx: BenchContext,
  {
    count,
    entriesPerAccount = 1,
    prefix = 'bench',
  }: { count: number; entriesPerAccount?: number; prefix?: string },
): Promise<string[]> {
  const { db } = ctx;
  await ensureFeatureCatalogue(ctx);
  const at = ctx.now();
  const ids = Array.from({ length: count }, (_, index) => `user_${prefix}_${String(index).padStart(6, '0')}`);
  const write = async (tx: Prisma.TransactionClient) => {
    // Looking up what each of five million rows refers to, and its place in six indexes, would take many minutes.
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
    const indexes = await tx.$queryRaw<{ name: string; definition: string }[]>`
      SELECT quote_ident(indexname) AS "name", indexdef AS "definition" FROM pg_indexes
      WHERE tablename = 'UsageHistory' AND indexname <> 'UsageHistory_pkey'`;
    for (const { name } of indexes) await tx.$executeRawUnsafe(`DROP INDEX ${name}`);
    await tx.$executeRaw`
      INSERT INTO "User" ("id", "clerkId", "updatedAt")
      SELECT id, id, ${at}::timestamptz FROM unnest(${ids}::text[]) id`;
    await tx.$executeRaw`
      INSERT INTO "CreditBalance" ("id", "userId", "clerkUserId", "creditsRemaining", "lastSeq", "lastEntryAt",
        "settledSeq", "updatedAt")
      SELECT 'balance', id, id, ${openingCredits + 1}::int - ${entriesPerAccount}::int, ${entriesPerAccount}::int,
        ${at}::timestamptz, 1, ${at}::timestamptz
      FROM unnest(${ids}::text[]) id`;
    await tx.$executeRaw`
      INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "featureKey", "creditsUsed",
        "seq", "balanceAfter", "idempotencyKey", "requestHash", "timestamp")
      SELECT uuidv7(), id, 'balance',
        (CASE seq WHEN 1 THEN 'CREDIT_GRANT' ELSE 'AI_TEXT_CHAT' END)::"OperationType",
        (CASE seq WHEN 1 THEN 'GRANT' ELSE 'SPEND' END)::"EntryKind",
        CASE seq WHEN 1 THEN NULL ELSE ${featureKey}::text END,
        CASE seq WHEN 1 THEN -${openingCredits}::int ELSE 1 END, seq, ${openingCredits + 1}::int - seq,
        'opening-' || seq, 'opening', ${at}::timestamptz
      FROM unnest(${ids}::text[]) id, generate_series(1, ${entriesPerAccount}::int) seq`;
    await tx.$executeRaw`
      INSERT INTO "CreditGrant" ("id", "userId", "entryId", "source", "amountCredits", "remainingCredits", "startsAt",
        "createdAt")
      SELECT 'opening', e."userId", e."id", 'ADMIN', -e."creditsUsed", -e."creditsUsed", e."timestamp", e."timestamp"
      FROM "UsageHistory" e WHERE e."userId" = ANY(${ids}::text[]) AND e."seq" = 1`;
    for (const { definition } of indexes) await tx.$executeRawUnsafe(definition);
  };
  await withTransaction(db, write, { timeout: 1_800_000 });
  await db.$executeRaw`ANALYZE`;
  return ids;
}

const openingCredits = 1_000_000_000;

/** Audits every account. @throws naming the first deviation. */
export async function checkLedger(ctx: ServiceContext): Promise<void> {
  const { deviations, usersAudited } = await auditLedger(ctx, { all: true });
  const [first] = deviations;
  if (usersAudited === 0) throw new Error('The benchmark left no account to audit.');
  if (first) {
    throw new Error(
      `The ledger of ${first.userId} breaks ${first.rule} at ${first.place ?? 'its balance'}: expected ${first.expected}, found ${first.found}.`,
    );
  }
}
