import '@mantine/charts/styles.layer.css';
import { BarChart } from '@mantine/charts';
import { formatDay } from '../../format/dates.ts';
import { formatCompact } from '../../format/numbers.ts';
import { useFeatures } from '../settings/use-features.ts';
import { toChartRows, type UsageSummary } from './chart-rows.ts';
import { UsageChartTip } from './usage-chart-tip.tsx';

type UsageChartProps = {
  summary: UsageSummary;
  /** The most used first: it lies at the bottom of every bar. */
  featureKeys: string[];
};

export default function UsageChart({ summary, featureKeys }: UsageChartProps) {
  const { nameOf, colourOf } = useFeatures();
  const series = featureKeys.map((key) => ({ name: key, label: nameOf(key), color: colourOf(key) }));
  return (
    <figure
      style={{ margin: 0 }}
      aria-label="Bar chart of the credits used on each of the last 30 days. The table has the same numbers."
    >
      <BarChart
        h={260}
        data={toChartRows(summary, featureKeys)}
        dataKey="day"
        series={series}
        type="stacked"
        gridAxis="x"
        tickLine="none"
        strokeDasharray="0"
        gridColor="var(--scrip-line)"
        textColor="var(--scrip-muted)"
        maxBarWidth={22}
        xAxisProps={{ tickFormatter: formatDay, minTickGap: 40, axisLine: { stroke: 'var(--scrip-line)' } }}
        yAxisProps={{ tickFormatter: formatCompact, allowDecimals: false, width: 40 }}
        barChartProps={{ stackOffset: 'sign', barCategoryGap: '22%', margin: { top: 12 } }}
        barProps={{ isAnimationActive: false, stroke: 'var(--scrip-raised)', strokeWidth: 1 }}
        tooltipAnimationDuration={0}
        tooltipProps={{
          cursor: { fill: 'var(--scrip-ink)', fillOpacity: 0.05 },
          content: ({ label, active }) =>
            active ? <UsageChartTip day={String(label)} summary={summary} featureKeys={featureKeys} /> : null,
        }}
      />
    </figure>
  );
}
