import {
  createEngine,
  ensureFeatureCatalogue,
  grantCredits,
  type ServiceContext,
  spendCredits,
} from '@scrip/api/server';
import type { Database } from '@scrip/database';
import type { Benchmark } from '../benchmark.ts';
import { checkLedgers } from '../ledger-check.ts';

const concurrency = 64;
const spendsPerRun = 20_000;
const featureKey = 'ai_text_chat';

/** Runs `count` calls, `concurrency` at a time, and tells how many were done per second. */
async function rate(count: number, call: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const worker = async () => {
    while (next < count) await call(next++);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  return count / ((performance.now() - startedAt) / 1_000);
}

/**
 * The seed document's deduction, with FOR UPDATE so that it loses nothing: read, check, write, record, each a round trip
 * in a Prisma interactive transaction. It keeps the ledger's numbers too, or the check could not tell.
 */
async function deductAsTheSeed(db: Database, userId: string, idempotencyKey: string): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "CreditBalance" WHERE "userId" = ${userId} FOR UPDATE`;
      const balance = await tx.creditBalance.findUniqueOrThrow({ where: { userId } });
      if (balance.creditsRemaining < 1) throw new Error('Insufficient credits');
      const seq = balance.lastSeq + 1;
      await tx.creditBalance.update({
        where: { userId },
        data: { creditsRemaining: balance.creditsRemaining - 1, lastSeq: seq, lastSyncedAt: new Date() },
      });
      await tx.usageHistory.create({
        data: {
          userId,
          creditBalanceId: balance.id,
          kind: 'SPEND',
          operationType: 'AI_TEXT_CHAT',
          featureKey,
          creditsUsed: 1,
          seq,
          balanceAfter: balance.creditsRemaining + balance.creditsHeld - 1,
          idempotencyKey,
          requestHash: 'bench',
        },
      });
    },
    { maxWait: 60_000, timeout: 60_000 },
  );
}

async function createUsers(ctx: ServiceContext, db: Database, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => `user_bench_${index}`);
  await db.user.createMany({ data: ids.map((id) => ({ id, clerkId: id })) });
  await db.creditBalance.createMany({ data: ids.map((id) => ({ userId: id, clerkUserId: id })) });
  let next = 0;
  const grantNext = async () => {
    for (let userId = ids[next++]; userId !== undefined; userId = ids[next++]) {
      await grantCredits(ctx, {
        userId,
        amountCredits: 1_000_000,
        source: 'ADMIN',
        idempotencyKey: 'opening',
      });
    }
  };
  await Promise.all(Array.from({ length: 8 }, grantNext));
  return ids;
}

/** `accountCount` accounts take turns; one account is the hot one that every request wants. */
function spendBenchmark(
  name: string,
  accountCount: number,
  bounds: { must: number; aim: number },
): Benchmark {
  return {
    name,
    title: `spendCredits, ${concurrency} at once over ${accountCount} accounts, against the seed document's deduction`,
    unit: 'spends/s',
    ...bounds,
    async prepare({ db }) {
      const engine = createEngine({ db });
      const ctx: ServiceContext = {
        principal: { kind: 'system' },
        db,
        now: () => new Date(),
        logger: console,
        engine,
      };
      await ensureFeatureCatalogue(ctx);
      const userIds = await createUsers(ctx, db, accountCount);
      let runs = 0;
      const userOf = (index: number) => userIds[index % userIds.length] ?? '';
      return {
        ours() {
          const run = runs++;
          return rate(spendsPerRun, (index) =>
            spendCredits(ctx, { userId: userOf(index), featureKey, idempotencyKey: `ours-${run}-${index}` }),
          );
        },
        baseline() {
          const run = runs++;
          return rate(spendsPerRun / 20, (index) =>
            deductAsTheSeed(db, userOf(index), `seed-${run}-${index}`),
          );
        },
        check: () => checkLedgers(db, userIds),
      };
    },
  };
}

export const spend = spendBenchmark('spend', 10_000, { must: 12, aim: 25 });
export const spendHot = spendBenchmark('spend-hot', 1, { must: 25, aim: 50 });
