import { createTestDatabase, useTestDatabase } from '@scrip/testing';
import { expect, onTestFinished, test } from 'vitest';
import { benchmarks } from './all.ts';
import { type BenchEnvironment, type Benchmark, isWithin } from './benchmark.ts';
import { checkLedger, createContext, openAccounts } from './ledger.ts';
import { measurePairs } from './run.ts';

function environmentOf(database: Pick<BenchEnvironment, 'db' | 'connectionString'>): BenchEnvironment {
  return {
    db: database.db,
    connectionString: database.connectionString,
    size: 'tiny',
    async openDatabase() {
      const { drop, ...opened } = await createTestDatabase();
      onTestFinished(drop);
      return opened;
    },
  };
}

async function runTiny(benchmark: Benchmark) {
  const { drop, ...database } = await createTestDatabase();
  onTestFinished(drop);
  const progress: string[] = [];
  const onProgress = (message: string) => progress.push(message);
  return { ...(await measurePairs(benchmark, environmentOf(database), { pairs: 1, onProgress })), progress };
}

test.each(benchmarks)('$name runs, keeps the laws and tells a ratio', async (benchmark) => {
  const { ratio, samples, skipped, progress } = await runTiny(benchmark);
  if (skipped) return expect(skipped).toContain('not installed');
  // A few small files need not make a server grow at all.
  if (benchmark.unit === 'MB') expect(ratio).toBeGreaterThanOrEqual(0);
  else expect(ratio).toBeGreaterThan(0);
  expect(samples).toEqual([{ ours: expect.any(Number), baseline: expect.any(Number) }]);
  expect(progress).toHaveLength(1);
});

const fixed = { name: 'fixed', title: '', must: 2, aim: 4 } satisfies Partial<Benchmark>;

test.each([
  { unit: 'spends/s', ours: 300, baseline: 100, ratio: 3, ok: true },
  { unit: 'spends/s', ours: 190, baseline: 100, ratio: 1.9, ok: false },
  { unit: 'ms', ours: 1, baseline: 1, ratio: 1, ok: true },
  { unit: 'ms', ours: 2.1, baseline: 1, ratio: 2.1, ok: false },
] as const)('$ours against $baseline $unit is ok: $ok', async ({ unit, ours, baseline, ratio, ok }) => {
  const result = await runTiny({
    ...fixed,
    unit,
    prepare: async () => ({
      ours: async () => ours,
      baseline: async () => baseline,
      check: async () => undefined,
    }),
  });
  expect(result).toMatchObject({ ratio, ok });
  expect(isWithin({ unit }, ratio, fixed.must)).toBe(ok);
});

test('what cannot run here is skipped with its reason, and is no failure', async () => {
  const result = await runTiny({ ...fixed, unit: 'ms', prepare: async () => ({ missing: 'no such tool' }) });
  expect(result).toMatchObject({ ratio: null, ok: true, samples: [], skipped: 'no such tool' });
});

const database = useTestDatabase();

test('a broken law makes the run fail', async () => {
  const ctx = createContext(database.db);
  const [userId = ''] = await openAccounts(ctx, { count: 1, entriesPerAccount: 3 });
  await checkLedger(ctx);
  await database.db.creditBalance.update({ where: { userId }, data: { creditsRemaining: { increment: 1 } } });
  await expect(checkLedger(ctx)).rejects.toThrow(
    `The ledger of ${userId} breaks balance at its balance: expected 999999998, found 999999999.`,
  );
});
