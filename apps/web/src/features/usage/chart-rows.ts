import type { RouterOutputs } from '@scrip/api';

export type UsageSummary = RouterOutputs['usage']['summary'];

export type ChartRow = { day: string } & Record<string, string | number>;

export type FeatureTotal = { featureKey: string; creditsUsed: number; operations: number };

/** One row a day with one column a feature; days without use are rows of zeros. */
export function toChartRows({ days, usage }: UsageSummary, featureKeys: string[]): ChartRow[] {
  const rows = new Map<string, ChartRow>();
  for (const day of days) rows.set(day, { day, ...Object.fromEntries(featureKeys.map((key) => [key, 0])) });
  for (const { day, featureKey, creditsUsed } of usage) {
    const row = rows.get(day);
    if (row) row[featureKey] = creditsUsed;
  }
  return [...rows.values()];
}

/** Per feature over the whole period, the most used first. */
export function sumByFeature({ usage }: UsageSummary): FeatureTotal[] {
  const totals = new Map<string, FeatureTotal>();
  for (const { featureKey, creditsUsed, operations } of usage) {
    const total = totals.get(featureKey) ?? { featureKey, creditsUsed: 0, operations: 0 };
    total.creditsUsed += creditsUsed;
    total.operations += operations;
    totals.set(featureKey, total);
  }
  return [...totals.values()].sort(
    (a, b) => b.creditsUsed - a.creditsUsed || (a.featureKey < b.featureKey ? -1 : 1),
  );
}
