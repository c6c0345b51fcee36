import type { UsageFigures, UsageReport, UsageSeries } from './schema.ts';

/** What was spent and refunded in one bucket (from 0) under one key. */
export type UsageCell = Sums & { bucket: number; key: string | null };

export type Sums = { creditsSpent: number; creditsRefunded: number; spends: number; refunds: number };

const noSums: Sums = { creditsSpent: 0, creditsRefunded: 0, spends: 0, refunds: 0 };

function addSums(a: Sums, b: Sums): Sums {
  return {
    creditsSpent: a.creditsSpent + b.creditsSpent,
    creditsRefunded: a.creditsRefunded + b.creditsRefunded,
    spends: a.spends + b.spends,
    refunds: a.refunds + b.refunds,
  };
}

export function toFigures(sums: Sums): UsageFigures {
  const { creditsSpent, creditsRefunded, spends } = sums;
  return {
    ...sums,
    creditsUsed: creditsSpent - creditsRefunded,
    creditsPerSpend: spends === 0 ? null : creditsSpent / spends,
  };
}

export function totalOf(cells: UsageCell[]): UsageFigures {
  return toFigures(cells.reduce<Sums>(addSums, noSums));
}

/** Net credits of each bucket. */
export function netByBucket(cells: UsageCell[], buckets: number): number[] {
  const net = new Array<number>(buckets).fill(0);
  for (const { bucket, creditsSpent, creditsRefunded } of cells)
    net[bucket] = (net[bucket] ?? 0) + creditsSpent - creditsRefunded;
  return net;
}

/** One series for each key, most net credits first. Every cell is in one of them, so they add up to the totals. */
export function toSeries(
  cells: UsageCell[],
  buckets: number,
  nameOf: (key: string | null) => string,
): UsageSeries[] {
  return [...groupByKey(cells)]
    .map(([key, own]) => ({ key, name: nameOf(key), totals: totalOf(own), ...columnsOf(own, buckets) }))
    .sort((a, b) => b.totals.creditsUsed - a.totals.creditsUsed || compareKeys(a.key, b.key));
}

export function totalsByKey(cells: UsageCell[]): NonNullable<UsageReport['previous']>['series'] {
  return [...groupByKey(cells)].map(([key, own]) => ({ key, totals: totalOf(own) }));
}

function groupByKey(cells: UsageCell[]): Map<string | null, UsageCell[]> {
  return Map.groupBy(cells, ({ key }) => key);
}

function columnsOf(cells: UsageCell[], buckets: number) {
  const sums = Array.from({ length: buckets }, () => noSums);
  for (const cell of cells) sums[cell.bucket] = addSums(sums[cell.bucket] ?? noSums, cell);
  return {
    creditsUsed: sums.map(({ creditsSpent, creditsRefunded }) => creditsSpent - creditsRefunded),
    creditsSpent: sums.map(({ creditsSpent }) => creditsSpent),
    creditsRefunded: sums.map(({ creditsRefunded }) => creditsRefunded),
    spends: sums.map(({ spends }) => spends),
  };
}

function compareKeys(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
