import type { Series } from '../../components/chart/series.ts';
import { SeriesMark } from '../../components/chart/series-mark.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { titleOf } from './bucket-words.ts';
import type { UsageReport } from './report.ts';
import classes from './usage-chart-tip.module.css';

type UsageChartTipProps = {
  report: UsageReport;
  index: number;
  series: readonly Series[];
  values: readonly number[];
};

/** One bar of the chart in numbers: what is on top in the bar is on top here. */
export function UsageChartTip({
  report: { buckets, grain, previous },
  index,
  series,
  values,
}: UsageChartTipProps) {
  const bucket = buckets[index];
  if (!bucket) return null;
  const rows = values.flatMap((value, at) => {
    const one = series[at];
    return one && value !== 0 ? { series: one, value } : [];
  });
  return (
    <>
      <div className={classes.title}>{titleOf(bucket, grain)}</div>
      {rows.toReversed().map((row) => (
        <div key={row.series.key} className={classes.row}>
          <SeriesMark series={row.series} />
          <span className="tabular">{formatNumber(row.value)}</span>
        </div>
      ))}
      <div className={classes.total}>
        <span>{t('Credits used')}</span>
        <span className="tabular">{formatNumber(values.reduce((sum, value) => sum + value, 0))}</span>
      </div>
      {previous && (
        <div className={classes.row}>
          <span>{t('Period before')}</span>
          <span className="tabular">{formatNumber(previous.creditsUsed[index] ?? 0)}</span>
        </div>
      )}
    </>
  );
}
