import { SeriesMark } from '../../components/chart/series-mark.tsx';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import { titleOf } from './bucket-words.ts';
import { toBars, toChartSeries, type UsageReport } from './report.ts';
import { unitWords } from './usage-words.ts';
import { useSeries } from './use-series.ts';

/** The numbers of the chart, newest first; parts without use are left out. */
export function UsageNumbers({ report }: { report: UsageReport }) {
  const { buckets, grain, previous } = report;
  const drawn = toChartSeries(report);
  const series = useSeries(report.by, drawn);
  const rows = toBars(drawn, buckets.length)
    .map((values, index) => ({
      bucket: buckets[index],
      values,
      total: values.reduce((sum, value) => sum + value, 0),
      before: previous?.creditsUsed[index] ?? 0,
    }))
    .filter(({ values, before }) => before !== 0 || values.some((value) => value !== 0))
    .toReversed();
  return (
    <DataTable
      caption={t('Credits used, by {unit}, newest first', { unit: t(unitWords[grain]) })}
      maxHeightPx={420}
      isFocusable
    >
      <thead>
        <tr>
          <th scope="col">{t(headings[grain])}</th>
          <th scope="col" className={tableClasses.number}>
            {t('All, credits')}
          </th>
          {previous && (
            <th scope="col" className={tableClasses.number}>
              {t('Before, credits')}
            </th>
          )}
          {series.map((one) => (
            <th key={one.key} scope="col" className={tableClasses.number}>
              <SeriesMark series={one} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ bucket, values, total, before }) => (
          <tr key={bucket?.startsAt}>
            <th scope="row">{bucket && titleOf(bucket, grain)}</th>
            <td className={tableClasses.number}>{formatNumber(total)}</td>
            {previous && <td className={tableClasses.number}>{formatNumber(before)}</td>}
            {values.map((value, at) => (
              <td key={series[at]?.key} className={tableClasses.number}>
                {formatNumber(value)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

const headings: Record<UsageReport['grain'], PlainText> = {
  hour: 'Hour',
  day: 'Day',
  week: 'Week',
  month: 'Month',
};
