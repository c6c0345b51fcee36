import {
  getForecast,
  getTopUsers,
  getUsageReport,
  getUsageReportOfAll,
  type ServiceContext,
} from '@scrip/api/server';
import type { BenchEnvironment, Benchmark, Prepared } from '../benchmark.ts';
import { medianMs, percentileMs } from '../measure.ts';
import { countOf } from '../spend-rate.ts';
import {
  hundredThousand,
  openUsageLedgers,
  tenMillion,
  type UsageLedger,
  usageEnd,
  usageStart,
} from '../usage-data.ts';

const asked = { period: { preset: 'last30Days' } } as const;

/** An admin of these ledgers: the reports over all users are for nobody else. */
function asAdmin(ctx: ServiceContext): ServiceContext {
  return { ...ctx, principal: { kind: 'user', userId: 'admin', clerkUserId: 'admin', role: 'ADMIN' } };
}

async function openLarge(
  environment: BenchEnvironment,
): Promise<UsageLedger & { close: () => Promise<void> }> {
  const { ledgers, close } = await openUsageLedgers(environment, [tenMillion]);
  const [large] = ledgers;
  if (!large) throw new Error('There is no ledger to measure.');
  return { ...large, close };
}

/** How many times faster one is than the other. */
function perSecond(count: number, call: () => Promise<unknown>) {
  return async () => 1_000 / (await medianMs(count, call));
}

function expectEqual(what: string, ours: unknown, plain: unknown): void {
  const [a, b] = [JSON.stringify(ours), JSON.stringify(plain)];
  if (a !== b) throw new Error(`${what} differ: ours ${a}, plainly ${b}.`);
}

export const usageUser: Benchmark = {
  name: 'usage-user',
  title:
    'The Usage page’s 30 days of a user with 600,000 entries by day and operation type, against the seed’s groupBy',
  unit: 'reports/s',
  must: 50,
  aim: 250,
  async prepare(environment): Promise<Prepared> {
    const { db, ctx, busyUserId: userId, close } = await openLarge(environment);
    const ours = () => getUsageReport(ctx, userId, { ...asked, by: 'operationType' });
    const plain = () =>
      db.usageHistory.groupBy({
        by: ['operationType'],
        where: { userId, timestamp: { gte: usageStart }, kind: { in: ['SPEND', 'REFUND'] } },
        _sum: { creditsUsed: true },
        _count: { id: true },
      });
    return {
      ours: perSecond(countOf(environment, 50, 1), ours),
      baseline: perSecond(countOf(environment, 3, 1), plain),
      async check() {
        const { series } = await ours();
        const told = series.map(({ key, totals }) => [
          key,
          totals.creditsUsed,
          totals.spends + totals.refunds,
        ]);
        const summed = (await plain()).map((row) => [row.operationType, row._sum.creditsUsed, row._count.id]);
        expectEqual('Sums', told.sort(), summed.sort());
      },
      close,
    };
  },
};

export const usageAll: Benchmark = {
  name: 'usage-all',
  title: 'Usage of all users in 30 days, 10,000,000 entries, by day and feature, against the plain query',
  unit: 'reports/s',
  must: 50,
  aim: 130,
  async prepare(environment): Promise<Prepared> {
    const { db, ctx, close } = await openLarge(environment);
    const ours = () => getUsageReportOfAll(asAdmin(ctx), asked);
    const plain = () => db.$queryRaw<{ featureKey: string; credits: number; spends: number }[]>`
      SELECT date_trunc('day', "timestamp") AS "day", "featureKey", SUM("creditsUsed")::float8 AS "credits",
        COUNT(*)::float8 AS "spends"
      FROM "UsageHistory"
      WHERE "kind" IN ('SPEND', 'REFUND') AND "timestamp" >= ${usageStart} AND "timestamp" < ${usageEnd}
      GROUP BY 1, 2`;
    return {
      ours: perSecond(countOf(environment, 30, 1), ours),
      baseline: perSecond(1, plain),
      async check() {
        const { totals } = await ours();
        const rows = await plain();
        const sum = (of: 'credits' | 'spends') => rows.reduce((total, row) => total + row[of], 0);
        expectEqual('Sums', [totals.creditsUsed, totals.spends], [sum('credits'), sum('spends')]);
      },
      close,
    };
  },
};

export const usageSize: Benchmark = {
  name: 'usage-size',
  title: 'The 95th percentile of dashboard queries with 10,000,000 entries, against 100,000',
  unit: 'ms',
  must: 2,
  aim: 1.2,
  async prepare(environment): Promise<Prepared> {
    const { ledgers, close } = await openUsageLedgers(environment, [tenMillion, hundredThousand]);
    const [large, small] = ledgers;
    if (!large || !small) throw new Error('There is no ledger to measure.');
    const count = countOf(environment, 200, 4);
    return {
      ours: dashboards(large, count),
      baseline: dashboards(small, count),
      check: async () => undefined,
      close,
    };
  },
};

/** What users and admins open, in turn, each for another user. */
function dashboards({ ctx, userIds }: UsageLedger, count: number) {
  const admin = asAdmin(ctx);
  const queries = [
    (userId: string) => getUsageReport(ctx, userId, { ...asked, timeZone: 'Europe/Lisbon' }),
    (userId: string) => getUsageReport(ctx, userId, { ...asked, by: 'model', compare: true }),
    (userId: string) => getForecast(ctx, userId),
    () => getUsageReportOfAll(admin, asked),
    () => getTopUsers(admin, asked),
  ];
  return () =>
    percentileMs(0.95, count, (index) => {
      const userId = userIds[(index * 7_919) % userIds.length] ?? '';
      return queries[index % queries.length]?.(userId) ?? Promise.resolve();
    });
}
