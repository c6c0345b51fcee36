import type { RouterOutputs } from '@scrip/api';
import { t } from '../../i18n/t.ts';
import { FEATURE_COLOURS } from '../../theme/feature-palette.ts';

export type UsageReport = RouterOutputs['usage']['report'];

export type ReportSeries = UsageReport['series'][number];
export type Bucket = UsageReport['buckets'][number];

/** The key of what the smallest series add up to. No key of the ledger is empty. */
export const OTHER = '';

export type ChartSeries = { key: string | null; name: string; values: readonly number[]; total: number };

/**
 * What the chart draws: as many series as there are colours, the largest first; the others are summed. Together they are
 * the report's total, bucket by bucket.
 */
export function toChartSeries({ series, buckets }: Pick<UsageReport, 'series' | 'buckets'>): ChartSeries[] {
  const drawn = series.map(({ key, name, totals, creditsUsed }) => ({
    key,
    name,
    values: creditsUsed,
    total: totals.creditsUsed,
  }));
  if (drawn.length <= FEATURE_COLOURS) return drawn;
  const rest = drawn.slice(FEATURE_COLOURS);
  const other: ChartSeries = {
    key: OTHER,
    name: t('{count} others', { count: rest.length }),
    values: buckets.map((_, index) => rest.reduce((sum, { values }) => sum + (values[index] ?? 0), 0)),
    total: rest.reduce((sum, { total }) => sum + total, 0),
  };
  return [...drawn.slice(0, FEATURE_COLOURS), other];
}

/** For each bucket the value of each series. */
export function toBars(series: readonly ChartSeries[], bucketCount: number): number[][] {
  return Array.from({ length: bucketCount }, (_, index) => series.map(({ values }) => values[index] ?? 0));
}

/** By how much something has changed, in percent; null when there was nothing to compare with. */
export function changePercent(now: number, before: number): number | null {
  return before <= 0 ? null : Math.round(((now - before) / before) * 100);
}
