import { useCallback } from 'react';
import { StackedChart } from '../../components/chart/stacked-chart.tsx';
import type { BarRange } from '../../components/chart/use-plot-pointer.ts';
import { dayOf } from '../../format/days.ts';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { labelOf, titleOf } from './bucket-words.ts';
import type { Unit } from './period.ts';
import { toBars, toChartSeries, type UsageReport } from './report.ts';
import { UsageChartTip } from './usage-chart-tip.tsx';
import { UsageLegend } from './usage-legend.tsx';
import { unitWords } from './usage-words.ts';
import { useSeries } from './use-series.ts';

type UsageChartProps = {
  report: UsageReport;
  heightPx?: number;
  /** Takes the days that were chosen in the chart. */
  onChooseDays?: (range: { first: string; last: string }) => void;
};

/** A stacked bar for each hour, day, week or month, with what it was before as a line. */
export function UsageChart({ report, heightPx, onChooseDays }: UsageChartProps) {
  const { buckets, previous, by } = report;
  const unit: Unit = report.grain;
  const drawn = toChartSeries(report);
  const series = useSeries(by, drawn);
  const bars = toBars(drawn, buckets.length);
  const describe = (index: number) => describeBar(report, index, series, bars[index] ?? []);
  const choose = useCallback(
    ([first, last]: BarRange) => {
      const [from, to] = [buckets[first], buckets[last]];
      if (from && to) onChooseDays?.({ first: from.day, last: lastDayOf(to) });
    },
    [buckets, onChooseDays],
  );
  return (
    <>
      <UsageLegend
        series={series}
        totals={drawn.map(({ total }) => total)}
        hasComparison={previous !== null}
      />
      <StackedChart
        label={t('Credits used, by {unit}. The table has the same numbers.', { unit: t(unitWords[unit]) })}
        series={series}
        bars={bars}
        labels={buckets.map((bucket) => labelOf(bucket, unit))}
        describe={describe}
        tip={(index) => (
          <UsageChartTip report={report} index={index} series={series} values={bars[index] ?? []} />
        )}
        {...(previous && { marks: buckets.map((_, index) => previous.creditsUsed[index] ?? 0) })}
        {...(heightPx && { heightPx })}
        {...(onChooseDays && { onChoose: choose })}
      />
    </>
  );
}

function lastDayOf({ endsAt }: UsageReport['buckets'][number]): string {
  // A bucket ends where the next one starts.
  return dayOf(new Date(new Date(endsAt).getTime() - 1));
}

function describeBar(
  { buckets, grain, previous }: UsageReport,
  index: number,
  series: readonly { label: string }[],
  values: readonly number[],
): string {
  const bucket = buckets[index];
  if (!bucket) return '';
  const total = values.reduce((sum, value) => sum + value, 0);
  const parts = values.flatMap((value, at) =>
    value === 0 ? [] : `${series[at]?.label ?? ''} ${formatCredits(value)}`,
  );
  const before = previous
    ? `, ${t('before: {credits}', { credits: formatCredits(previous.creditsUsed[index] ?? 0) })}`
    : '';
  return `${titleOf(bucket, grain)}: ${formatCredits(total)}${before}${parts.length > 1 ? `. ${parts.join(', ')}` : ''}`;
}
