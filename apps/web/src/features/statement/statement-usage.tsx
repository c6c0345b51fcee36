import { Skeleton } from '@mantine/core';
import { QueryError } from '../../components/query-error.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import type { DayRange } from '../usage/period.ts';
import { nameOfKey } from '../usage/use-series.ts';
import { type UsageScope, useUsageReport } from '../usage/use-usage-report.ts';
import classes from './statement.module.css';

/** What the month's spends were for; the columns add up to the spends and refunds above. */
export function StatementUsage({ scope, range }: { scope: UsageScope; range: DayRange }) {
  const report = useUsageReport(scope, { range, unit: 'month', by: 'feature', hasComparison: false });
  if (!report.data) {
    if (!report.error) return <Skeleton height={160} role="status" aria-label={t('Loading the usage')} />;
    return (
      <QueryError
        title={t('The usage failed to load')}
        error={report.error}
        onRetry={() => void report.refetch()}
        isRetrying={report.isFetching}
      />
    );
  }
  const { series, totals } = report.data;
  if (series.length === 0) return null;
  const rows = [
    ...series.map((one) => ({
      key: one.key,
      name: nameOfKey('feature', one),
      figures: one.totals,
      isSum: false,
    })),
    { key: 'sum', name: t('All features'), figures: totals, isSum: true },
  ];
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>{t('Usage by feature')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('Feature')}</th>
          {[t('Spends'), t('Spent'), t('Refunded'), t('Used, credits')].map((name) => (
            <th key={name} scope="col" className={classes.number}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, figures, isSum }) => (
          <tr key={key} className={isSum ? classes.sum : ''}>
            <th scope="row">{name}</th>
            <td className={classes.number}>{formatNumber(figures.spends)}</td>
            <td className={classes.number}>{formatNumber(figures.creditsSpent)}</td>
            <td className={classes.number}>{formatNumber(figures.creditsRefunded)}</td>
            <td className={classes.number}>{formatNumber(figures.creditsUsed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
