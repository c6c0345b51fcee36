import { useNow } from '../../components/use-now.ts';
import { dayOf } from '../../format/days.ts';
import { rangeOfPreset } from './period.ts';
import type { ReportView } from './use-usage-report.ts';

/** What Overview shows: the last 30 days where the reader is, by day and feature. */
export function useLast30Days(): ReportView {
  return { range: rangeOfPreset('30d', dayOf(useNow())), unit: 'day', by: 'feature', hasComparison: false };
}
