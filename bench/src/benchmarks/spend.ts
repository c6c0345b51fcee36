import type { Benchmark } from '../benchmark.ts';
import { checkLedger, concurrency, createContext, openAccounts } from '../ledger.ts';
import { rate } from '../measure.ts';
import { countOf, freshKey, spendRate } from '../spend-rate.ts';
import { deductAsTheSeed } from './seed-deduction.ts';

/** `accountCount` accounts take turns; one account is the hot one that every request wants. */
function againstTheSeed(
  name: string,
  accountCount: number,
  bounds: { must: number; aim: number },
): Benchmark {
  return {
    name,
    title: `spendCredits, ${concurrency} at once over ${accountCount} accounts, against the seed document's deduction`,
    unit: 'spends/s',
    ...bounds,
    async prepare(environment) {
      const { db } = environment;
      const ctx = createContext(db);
      const count = countOf(environment, accountCount, Math.min(accountCount, 50));
      const userIds = await openAccounts(ctx, { count });
      return {
        ours: spendRate(ctx, countOf(environment, 20_000), { userIds }),
        baseline: () =>
          rate({ count: countOf(environment, 1_000, 70), concurrency }, (index) =>
            deductAsTheSeed(db, userIds[index % userIds.length] ?? '', freshKey()),
          ),
        check: () => checkLedger(ctx),
      };
    },
  };
}

export const spend = againstTheSeed('spend', 10_000, { must: 12, aim: 25 });
export const spendHot = againstTheSeed('spend-hot', 1, { must: 25, aim: 50 });

export const spendFlat: Benchmark = {
  name: 'spend-flat',
  title: `spendCredits, ${concurrency} at once on one account, against over 10,000 accounts`,
  unit: 'spends/s',
  must: 0.7,
  aim: 1,
  async prepare(environment) {
    const ctx = createContext(environment.db);
    const hot = await openAccounts(ctx, { count: 1, prefix: 'hot' });
    const spread = await openAccounts(ctx, { count: countOf(environment, 10_000, 50) });
    const count = countOf(environment, 20_000);
    return {
      ours: spendRate(ctx, count, { userIds: hot }),
      baseline: spendRate(ctx, count, { userIds: spread }),
      check: () => checkLedger(ctx),
    };
  },
};
