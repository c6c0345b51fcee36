import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { formatDay } from '../../format/dates.ts';
import { formatNumber } from '../../format/numbers.ts';
import { FeatureMark } from '../settings/feature-mark.tsx';
import { type FeatureTotal, toChartRows, type UsageSummary } from './chart-rows.ts';

/** The numbers of the chart: the newest day first, days without use left out. */
export function UsageTable({ summary, totals }: { summary: UsageSummary; totals: FeatureTotal[] }) {
  const keys = totals.map((total) => total.featureKey);
  const rows = toChartRows(summary, keys)
    .filter((row) => keys.some((key) => row[key] !== 0))
    .reverse();
  return (
    <DataTable caption="Credits used in the last 30 days, by day and feature" maxHeightPx={312} isFocusable>
      <thead>
        <tr>
          <th scope="col">Day</th>
          {keys.map((key) => (
            <th key={key} scope="col" className={tableClasses.number}>
              <FeatureMark featureKey={key} />, credits
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.day}>
            <th scope="row">{formatDay(row.day)}</th>
            {keys.map((key) => (
              <td key={key} className={tableClasses.number}>
                {formatNumber(Number(row[key]))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
