import {
  createAccount,
  expectLedgerHolds,
  systemContext,
  type TestAccount,
  useTestDatabase,
} from '@scrip/testing';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { createEngine } from '../engine.ts';
import { writeSettledSpends } from './settled-spends.ts';
import { spendCredits } from './spend-credits.ts';
import type { SpendDraft } from './spend-statement.ts';

const database = useTestDatabase();
const image = 'ai_image_generation';
const chat = 'ai_text_chat';

/** An engine that tells how many spends each of its statements carried. */
function openEngine(options: { maxBatches?: number } = {}) {
  const batchSizes: number[] = [];
  const write = (drafts: SpendDraft[]) => {
    batchSizes.push(drafts.length);
    return writeSettledSpends(database.db, drafts);
  };
  const engine = createEngine({ db: database.db, write, ...options });
  onTestFinished(() => engine.close());
  return { engine, batchSizes };
}

function spend(ctx: ServiceContext, userId: string, idempotencyKey: string, featureKey = chat) {
  return spendCredits(ctx, { userId, featureKey, idempotencyKey });
}

describe('law 11: sequential meaning', () => {
  test('concurrent spends share statements, and each user’s ledger is exact', async () => {
    const { engine, batchSizes } = openEngine();
    const accounts = await Promise.all(Array.from({ length: 5 }, () => createAccount(database.db)));
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => {
        const account = accounts[index % 5] as TestAccount;
        return spend({ ...account.own, engine }, account.userId, `chat-${index}`);
      }),
    );
    expect(batchSizes.length).toBeLessThan(20);
    for (const { userId } of accounts) {
      const balance = await database.db.creditBalance.findUniqueOrThrow({ where: { userId } });
      expect(balance.creditsRemaining).toBe(60);
      await expectLedgerHolds(database.db, userId);
    }
  });

  test('of 64 concurrent spends of 5 on a balance of 50 exactly 10 succeed, the first ten', async () => {
    const { engine } = openEngine();
    const account = await createAccount(database.db, { credits: 50 });
    const ctx = { ...account.own, engine };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 64 }, (_, index) => spend(ctx, account.userId, `image-${index}`, image)),
    );
    expect(outcomes.slice(0, 10).every(({ status }) => status === 'fulfilled')).toBe(true);
    for (const outcome of outcomes.slice(10)) {
      expect(outcome).toMatchObject({
        reason: { code: 'INSUFFICIENT_CREDITS', details: { required: 5, available: 0 } },
      });
    }
    await expectLedgerHolds(database.db, account.userId);
  });

  test('a cheap spend behind one that does not fit is decided on what is left', async () => {
    const { engine } = openEngine();
    const account = await createAccount(database.db, { credits: 6 });
    const ctx = { ...account.own, engine };
    const [first, tooMuch, cheap] = await Promise.allSettled([
      spend(ctx, account.userId, '1', image),
      spend(ctx, account.userId, '2', image),
      spend(ctx, account.userId, '3', chat),
    ]);
    expect(first).toMatchObject({ value: { entry: { balanceAfter: 1 } } });
    expect(tooMuch).toMatchObject({ reason: { details: { required: 5, available: 1 } } });
    expect(cheap).toMatchObject({ value: { entry: { balanceAfter: 0 } } });
  });

  test('one key sent 30 times at once charges once', async () => {
    const { engine } = openEngine({ maxBatches: 4 });
    const account = await createAccount(database.db);
    const ctx = { ...account.own, engine };
    const receipts = await Promise.all(Array.from({ length: 30 }, () => spend(ctx, account.userId, 'same')));
    expect(receipts.filter(({ replayed }) => !replayed)).toHaveLength(1);
    await expectLedgerHolds(database.db, account.userId);
  });

  test('any mixture of spends, short balances and repeated keys equals deciding them one by one', async () => {
    const system = systemContext(database.db);
    const step = fc.record({
      user: fc.integer({ min: 0, max: 2 }),
      featureKey: fc.constantFrom(chat, image),
      key: fc.integer({ min: 0, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 1, max: 3 }),
        async (steps, maxBatches) => {
          const { engine } = openEngine({ maxBatches });
          const accounts = await Promise.all(
            [12, 5, 0].map((credits) => createAccount(database.db, { credits })),
          );
          const outcomes = await Promise.all(
            steps.map(({ user, featureKey, key }) =>
              spend({ ...system, engine }, accounts[user]?.userId ?? '', `k${key}`, featureKey).then(
                ({ replayed }) => (replayed ? 'replayed' : 'charged'),
                (error: { code?: string }) => error.code,
              ),
            ),
          );
          expect(outcomes).toEqual(decideOneByOne(steps));
          for (const { userId } of accounts) await expectLedgerHolds(database.db, userId);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});

function decideOneByOne(steps: { user: number; featureKey: string; key: number }[]): string[] {
  const balances = [12, 5, 0];
  const used = new Map<string, string>();
  return steps.map(({ user, featureKey, key }) => {
    const earlier = used.get(`${user}/${key}`);
    if (earlier) return earlier === featureKey ? 'replayed' : 'CONFLICT';
    const cost = featureKey === chat ? 1 : 5;
    const balance = balances[user] ?? 0;
    if (balance < cost) return 'INSUFFICIENT_CREDITS';
    balances[user] = balance - cost;
    used.set(`${user}/${key}`, featureKey);
    return 'charged';
  });
}

describe('several processes', () => {
  test('two engines on one account never overdraw and never deadlock', async () => {
    const engines = [openEngine({ maxBatches: 3 }).engine, openEngine({ maxBatches: 3 }).engine];
    const accounts = await Promise.all(
      [30, 40, 50].map((credits) => createAccount(database.db, { credits })),
    );
    const outcomes = await Promise.allSettled(
      Array.from({ length: 240 }, (_, index) => {
        const account = accounts[(index * 7) % 3] as TestAccount;
        return spend({ ...account.own, engine: engines[index % 2] }, account.userId, `k${index}`);
      }),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(120);
    for (const { userId } of accounts) await expectLedgerHolds(database.db, userId);
  });

  test('a key that another process commits while the batch waits leaves no gap', async () => {
    const { engine, batchSizes } = openEngine();
    const account = await createAccount(database.db);
    const ctx = { ...account.own, engine };
    const { userId } = account;
    const spends = await database.db.$transaction(async (tx) => {
      await spend({ ...account.own, db: tx }, userId, 'theirs');
      const started = ['theirs', 'ours'].map((key) => spend(ctx, userId, key));
      await expect.poll(() => batchSizes).toEqual([2]);
      await expect
        .poll(() => database.db.$queryRaw`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'`)
        .toHaveLength(1);
      return started;
    });
    expect(await Promise.all(spends)).toMatchObject([
      { replayed: true, entry: { seq: 2 } },
      { replayed: false, entry: { seq: 3 } },
    ]);
    await expectLedgerHolds(database.db, userId);
  });
});

test('a price that an admin changes reaches the engine within a second', async () => {
  const { engine } = openEngine();
  const account = await createAccount(database.db);
  const ctx = { ...account.own, engine };
  await spend(ctx, account.userId, 'before');
  await database.db.adminSettings.create({ data: { featureCosts: { [chat]: 7 } } });
  let attempt = 0;
  const cost = async () => (await spend(ctx, account.userId, `after-${attempt++}`)).entry.creditsUsed;
  await expect.poll(cost, { timeout: 1_000, interval: 100 }).toBe(7);
  await database.db.adminSettings.deleteMany();
});
