import { grantCredits, setSpendCaps } from '@scrip/api/server';
import type { Benchmark } from '../benchmark.ts';
import { type BenchContext, checkLedger, concurrency, createContext, openAccounts } from '../ledger.ts';
import { countOf, spendRate } from '../spend-rate.ts';

const accountCount = 1_000;
const pricedFeature = 'ai_image_generation';
const dayMs = 86_400_000;

/** Two caps and three grants that expire, besides the one that every account has. */
async function equip(ctx: BenchContext, userId: string): Promise<void> {
  const limitCredits = 1_000_000_000;
  await setSpendCaps(ctx, {
    userId,
    caps: [
      { period: 'DAY', limitCredits },
      { period: 'MONTH', featureKey: pricedFeature, limitCredits },
    ],
    reason: 'Benchmark',
  });
  for (const days of [1, 2, 3]) {
    await grantCredits(ctx, {
      userId,
      amountCredits: 100_000,
      source: 'PROMOTION',
      expiresAt: new Date(ctx.now().getTime() + days * dayMs),
      idempotencyKey: `expires-in-${days}`,
    });
  }
}

export const features: Benchmark = {
  name: 'features',
  title: `spendCredits, ${concurrency} at once over ${accountCount} accounts, priced by quantity, with caps and expiring grants, against flat and plain`,
  unit: 'spends/s',
  must: 0.8,
  aim: 0.95,
  async prepare(environment) {
    const { db } = environment;
    const featureCosts = { [pricedFeature]: { perUnit: { credits: 1, units: 1_000 }, minimumCredits: 1 } };
    await db.adminSettings.create({ data: { featureCosts } });
    const ctx = createContext(db);
    const count = countOf(environment, accountCount, 20);
    const plain = await openAccounts(ctx, { count, prefix: 'plain' });
    const equipped = await openAccounts(ctx, { count, prefix: 'equipped' });
    for (const userId of equipped) await equip(ctx, userId);
    const spends = countOf(environment, 20_000);
    return {
      ours: spendRate(ctx, spends, { userIds: equipped, feature: pricedFeature, quantity: 1_500 }),
      baseline: spendRate(ctx, spends, { userIds: plain }),
      check: () => checkLedger(ctx),
    };
  },
};
