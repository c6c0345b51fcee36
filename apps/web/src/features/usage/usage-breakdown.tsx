import { colourOfSlot } from '../../components/chart/series.ts';
import { SeriesMark } from '../../components/chart/series-mark.tsx';
import { Sparkline } from '../../components/chart/sparkline.tsx';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { ShortNumber } from '../../components/short-number.tsx';
import { formatDecimal, formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { changePercent, type ReportSeries, toChartSeries, type UsageReport } from './report.ts';
import { dimensionWords } from './usage-words.ts';
import { nameOfKey, useSeries } from './use-series.ts';

/** A row for each feature, model or whatever the chart is stacked by; they add up to the totals. */
export function UsageBreakdown({ report }: { report: UsageReport }) {
  const { by, series, totals, previous } = report;
  const drawn = useSeries(by, toChartSeries(report));
  const numbers = [
    t('Used, credits'),
    t('Share'),
    t('Spent, credits'),
    t('Refunded, credits'),
    t('Spends'),
    t('Per spend, credits'),
  ];
  return (
    <DataTable
      caption={t('Credits used, by {what}, most first', { what: t(dimensionWords[by].one) })}
      isFocusable
    >
      <thead>
        <tr>
          <th scope="col">{t(dimensionWords[by].label)}</th>
          <th scope="col">{t('Course')}</th>
          {numbers.map((name) => (
            <th key={name} scope="col" className={tableClasses.number}>
              {name}
            </th>
          ))}
          {previous && (
            <th scope="col" className={tableClasses.number}>
              {t('Change')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {series.map((row) => {
          const key = row.key ?? 'null';
          const mark = drawn.find((one) => one.key === key);
          const slot = mark?.slot ?? null;
          return (
            <tr key={key}>
              <th scope="row">
                <SeriesMark series={{ label: nameOfKey(by, row), slot }} />
              </th>
              <td>
                <Sparkline values={row.creditsUsed} colour={colourOfSlot(slot)} />
              </td>
              <Numbers row={row} whole={totals.creditsUsed} />
              {previous && <td className={tableClasses.number}>{changeOf(row, previous.series)}</td>}
            </tr>
          );
        })}
      </tbody>
    </DataTable>
  );
}

function Numbers({ row: { totals }, whole }: { row: ReportSeries; whole: number }) {
  return (
    <>
      <td className={tableClasses.number}>
        <ShortNumber value={totals.creditsUsed} />
      </td>
      <td className={tableClasses.number}>
        {whole > 0 ? `${formatDecimal((totals.creditsUsed / whole) * 100)} %` : '–'}
      </td>
      <td className={tableClasses.number}>
        <ShortNumber value={totals.creditsSpent} />
      </td>
      <td className={tableClasses.number}>
        <ShortNumber value={totals.creditsRefunded} />
      </td>
      <td className={tableClasses.number}>{formatNumber(totals.spends)}</td>
      <td className={tableClasses.number}>
        {totals.creditsPerSpend === null ? '–' : formatDecimal(totals.creditsPerSpend)}
      </td>
    </>
  );
}

type PreviousSeries = NonNullable<UsageReport['previous']>['series'];

function changeOf({ key, totals }: ReportSeries, previous: PreviousSeries): string {
  const before = previous.find((candidate) => candidate.key === key)?.totals.creditsUsed ?? 0;
  const percent = changePercent(totals.creditsUsed, before);
  if (percent === null) return before === 0 ? t('New') : '–';
  return `${percent > 0 ? '+' : ''}${formatDecimal(percent)} %`;
}
