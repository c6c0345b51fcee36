import { ensureFeatureCatalogue, grantCredits, type ServiceContext, spendCredits } from '@scrip/api/server';
import type { Database } from '@scrip/database';
import type { Benchmark } from '../benchmark.ts';
import { checkLedgers } from '../ledger-check.ts';

const users = 500;
const concurrency = 64;
const spendsPerRun = 4_000;
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

async function createUsers(ctx: ServiceContext, db: Database): Promise<string[]> {
  return Promise.all(
    Array.from({ length: users }, async (_, index) => {
      const clerkId = `user_bench_${index}`;
      const { id: userId } = await db.user.create({
        data: { clerkId, creditBalance: { create: { clerkUserId: clerkId } } },
      });
      await grantCredits(ctx, {
        userId,
        amountCredits: 1_000_000,
        source: 'ADMIN',
        idempotencyKey: 'opening',
      });
      return userId;
    }),
  );
}

export const spend: Benchmark = {
  name: 'spend',
  title: `spendCredits, ${concurrency} at once over ${users} users, against the seed document's deduction`,
  unit: 'spends/s',
  must: 1,
  aim: 25,
  async prepare({ db }) {
    const ctx: ServiceContext = { principal: { kind: 'system' }, db, now: () => new Date(), logger: console };
    await ensureFeatureCatalogue(ctx);
    const userIds = await createUsers(ctx, db);
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
        return rate(spendsPerRun / 4, (index) => deductAsTheSeed(db, userOf(index), `seed-${run}-${index}`));
      },
      check: () => checkLedgers(db, userIds),
    };
  },
};
