import { foldUsage } from '@scrip/api/server';
import type { Benchmark } from '../benchmark.ts';
import { checkLedger, createContext, openAccounts } from '../ledger.ts';
import { countOf, spendRate } from '../spend-rate.ts';

/** Of the job that folds. */
const everyMs = 5_000;

export const rollupCost: Benchmark = {
  name: 'rollup-cost',
  title: 'Spends with rollups folded beside them, against no rollups',
  unit: 'spends/s',
  must: 0.85,
  aim: 0.97,
  async prepare(environment) {
    const ctx = createContext(environment.db);
    const userIds = await openAccounts(ctx, { count: countOf(environment, 10_000, 10) });
    const spend = spendRate(ctx, countOf(environment, 60_000, 200), { userIds });
    return {
      async ours() {
        // What the baseline left to fold is none of its spends.
        await foldUsage(ctx);
        let fold = Promise.resolve();
        const timer = setInterval(() => {
          fold = fold.then(() => foldUsage(ctx));
        }, everyMs);
        const rate = await spend();
        clearInterval(timer);
        await fold;
        return rate;
      },
      baseline: spend,
      async check() {
        await foldUsage(ctx);
        await checkLedger(ctx);
      },
    };
  },
};
