import { spendCredits } from '@scrip/api/server';
import type { BenchDatabase, Benchmark } from '../benchmark.ts';
import { checkLedger, createContext, featureKey, openAccounts } from '../ledger.ts';
import { medianMs } from '../measure.ts';
import { countOf, freshKey } from '../spend-rate.ts';

const accountCount = 10_000;

async function openLedger({ db }: BenchDatabase, accounts: number, entriesPerAccount: number) {
  const ctx = createContext(db);
  const userIds = await openAccounts(ctx, { count: accounts, entriesPerAccount });
  // What loading left to do must not happen while somebody measures.
  await db.$executeRaw`VACUUM`;
  await db.$executeRaw`CHECKPOINT`;
  return { ctx, userIds };
}

export const spendSize: Benchmark = {
  name: 'spend-size',
  title: 'Median time of spendCredits with one client and 5,000,000 entries in the ledger, against 50,000',
  unit: 'ms',
  must: 1.2,
  aim: 1.05,
  async prepare(environment) {
    const accounts = countOf(environment, accountCount, 10);
    const large = await openLedger(environment, accounts, countOf(environment, 500, 20));
    const small = await openLedger(await environment.openDatabase(), accounts, 5);
    const count = countOf(environment, 1_000, 20);
    // A stride that shares no factor with the number of accounts visits them all, far apart.
    const measure = ({ ctx, userIds }: typeof large) => {
      let place = 0;
      return () =>
        medianMs(count, () => {
          place = (place + 7_919) % userIds.length;
          const userId = userIds[place] ?? '';
          return spendCredits(ctx, { userId, featureKey, idempotencyKey: freshKey() });
        });
    };
    return {
      ours: measure(large),
      baseline: measure(small),
      async check() {
        await checkLedger(large.ctx);
        await checkLedger(small.ctx);
      },
    };
  },
};
