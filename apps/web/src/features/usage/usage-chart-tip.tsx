import { formatDay } from '../../format/dates.ts';
import { formatNumber } from '../../format/numbers.ts';
import { FeatureMark } from '../settings/feature-mark.tsx';
import type { UsageSummary } from './chart-rows.ts';
import classes from './usage-chart-tip.module.css';

type UsageChartTipProps = { day: string; summary: UsageSummary; featureKeys: string[] };

/** One day of the chart in numbers. */
export function UsageChartTip({ day, summary, featureKeys }: UsageChartTipProps) {
  const rows = summary.usage.filter((row) => row.day === day);
  const total = rows.reduce((sum, row) => sum + row.creditsUsed, 0);
  return (
    <div className={classes.tip}>
      <div className={classes.head}>
        <span>{formatDay(day)}</span>
        <span>{formatNumber(total)} credits</span>
      </div>
      {featureKeys.map((key) => {
        const row = rows.find((candidate) => candidate.featureKey === key);
        if (!row) return null;
        return (
          <div key={key} className={classes.row}>
            <FeatureMark featureKey={key} />
            <span className="tabular">{formatNumber(row.creditsUsed)}</span>
          </div>
        );
      })}
    </div>
  );
}
