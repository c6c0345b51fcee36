import path from 'node:path';
import { foldUsage } from '@scrip/api/server';
import { closeDatabase, createDatabase, type Database, type Prisma, withTransaction } from '@scrip/database';
import { startEmbeddedPostgres } from '@scrip/database/embedded';
import { migrateDatabase } from '@scrip/database/migrations';
import type { BenchDatabase, BenchEnvironment } from './benchmark.ts';
import { type BenchContext, createContext } from './ledger.ts';

/** A ledger of thirty days that end at `usageEnd`, folded. */
export type UsageLedger = BenchDatabase & { ctx: BenchContext; userIds: string[]; busyUserId: string };

export type LedgerSize = { users: number; entriesPerUser: number; busyEntries: number };

export const tenMillion: LedgerSize = { users: 10_000, entriesPerUser: 940, busyEntries: 600_000 };
export const hundredThousand: LedgerSize = { users: 10_000, entriesPerUser: 9, busyEntries: 6_000 };
const tinyLedger: LedgerSize = { users: 5, entriesPerUser: 30, busyEntries: 200 };

export const usageEnd = new Date('2026-11-23T00:00:00Z');
export const usageStart = new Date('2026-10-24T00:00:00Z');
const days = 30;
/** The newest instant of the last day: 30 days back from it is the whole ledger. */
const now = new Date(usageEnd.getTime() - 1);

/** Written once by a few statements, and kept between runs: it takes minutes. Everything here only reads it. */
const dataDirectory = path.join(import.meta.dirname, '..', '.data', 'usage');

/** The ledgers of these sizes, and how to close them. In tiny form each is five users in a database that goes away. */
export async function openUsageLedgers(
  environment: BenchEnvironment,
  sizes: LedgerSize[],
): Promise<{ ledgers: UsageLedger[]; close: () => Promise<void> }> {
  if (environment.size === 'tiny') {
    const ledgers: UsageLedger[] = [];
    for (const _ of sizes) ledgers.push(await openLedger(await environment.openDatabase(), tinyLedger));
    return { ledgers, close: async () => undefined };
  }
  const postgres = await startEmbeddedPostgres({ directory: dataDirectory });
  const opened: Database[] = [];
  const close = async () => {
    await Promise.all(opened.map(closeDatabase));
    await postgres.stop();
  };
  try {
    const ledgers: UsageLedger[] = [];
    for (const size of sizes) {
      const connectionString = await ensureDatabase(
        postgres.connectionString,
        `usage_${size.entriesPerUser}`,
      );
      const db = createDatabase({ connectionString });
      opened.push(db);
      ledgers.push(await openLedger({ db, connectionString }, size));
    }
    return { ledgers, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function ensureDatabase(ownerUrl: string, name: string): Promise<string> {
  const owner = createDatabase({ connectionString: ownerUrl });
  const known = await owner.$queryRaw<unknown[]>`SELECT 1 FROM pg_database WHERE datname = ${name}`;
  if (known.length === 0) await owner.$executeRawUnsafe(`CREATE DATABASE ${name}`);
  await closeDatabase(owner);
  const connectionString = Object.assign(new URL(ownerUrl), { pathname: `/${name}` }).href;
  await migrateDatabase({ connectionString });
  return connectionString;
}

async function openLedger(database: BenchDatabase, size: LedgerSize): Promise<UsageLedger> {
  const { db } = database;
  const ctx = { ...createContext(db), now: () => now };
  const userIds = Array.from({ length: size.users }, (_, nth) => `user_${String(nth).padStart(6, '0')}`);
  const written = await db.dataMigration.findUnique({ where: { name: 'bench.usage' } });
  if (!written) {
    const write = async (tx: Prisma.TransactionClient) => {
      // Looking up what each of ten million rows refers to, and its place in six indexes, would take an hour.
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      const indexes = await tx.$queryRaw<{ name: string; definition: string }[]>`
        SELECT quote_ident(indexname) AS "name", indexdef AS "definition" FROM pg_indexes
        WHERE tablename = 'UsageHistory' AND indexname <> 'UsageHistory_pkey'`;
      for (const { name } of indexes) await tx.$executeRawUnsafe(`DROP INDEX ${name}`);
      await writeEntries(tx, userIds, size.entriesPerUser);
      await writeEntries(tx, ['user_busy'], size.busyEntries);
      for (const { definition } of indexes) await tx.$executeRawUnsafe(definition);
      await tx.dataMigration.create({ data: { name: 'bench.usage' } });
    };
    await withTransaction(db, write, { timeout: 3_600_000 });
    await db.$executeRaw`VACUUM ANALYZE`;
  }
  await foldUsage(ctx);
  if (!written) {
    await db.$executeRaw`VACUUM ANALYZE`;
    await db.$executeRaw`CHECKPOINT`;
  }
  return { ...database, ctx, userIds, busyUserId: 'user_busy' };
}

/** One grant and then spends of eight features with four models, at even distances over the thirty days. */
async function writeEntries(tx: Prisma.TransactionClient, userIds: string[], count: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "User" ("id", "clerkId", "updatedAt")
    SELECT id, id, ${usageStart}::timestamptz FROM unnest(${userIds}::text[]) id`;
  await tx.$executeRaw`
    INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "featureKey", "creditsUsed",
      "seq", "balanceAfter", "idempotencyKey", "requestHash", "model", "actorId", "details", "timestamp")
    SELECT uuidv7(), u."id", 'balance',
      (CASE WHEN seq = 1 THEN 'CREDIT_GRANT' WHEN nth % 8 < 5 THEN 'AI_TEXT_CHAT' ELSE 'AI_IMAGE_GENERATION' END)::"OperationType",
      (CASE seq WHEN 1 THEN 'GRANT' ELSE 'SPEND' END)::"EntryKind",
      CASE WHEN seq > 1 THEN 'feature_' || nth % 8 END,
      CASE seq WHEN 1 THEN -1000000000 ELSE 1 END, seq, 1000000001 - seq, 'key-' || seq, 'bench',
      CASE WHEN seq > 1 AND nth % 5 < 4 THEN 'model_' || nth % 4 END, CASE WHEN nth % 3 = 0 THEN u."id" END,
      jsonb_build_object('prompt', 'What is ' || seq || '?'),
      ${usageStart}::timestamptz + ${days}::int * interval '1 day'
        * ((seq - 1 + (u."place" * 7919 % 10007) / 10007.0) / ${count}::float8)
    FROM generate_series(1, ${count}::int) seq
    CROSS JOIN unnest(${userIds}::text[]) WITH ORDINALITY u("id", "place")
    CROSS JOIN LATERAL (SELECT seq + u."place" AS nth) n`;
  await tx.$executeRaw`
    INSERT INTO "CreditBalance" ("id", "userId", "clerkUserId", "creditsRemaining", "lastSeq", "lastEntryAt",
      "settledSeq", "updatedAt")
    SELECT 'balance', h."userId", h."userId", h."balanceAfter", h."seq", h."timestamp", 1, h."timestamp"
    FROM "UsageHistory" h WHERE h."userId" = ANY(${userIds}::text[]) AND h."seq" = ${count}`;
  await tx.$executeRaw`
    INSERT INTO "CreditGrant" ("id", "userId", "entryId", "source", "amountCredits", "remainingCredits", "startsAt",
      "createdAt")
    SELECT 'opening', e."userId", e."id", 'ADMIN', -e."creditsUsed", -e."creditsUsed", e."timestamp", e."timestamp"
    FROM "UsageHistory" e WHERE e."userId" = ANY(${userIds}::text[]) AND e."seq" = 1`;
}
