import { Sparkline } from '../../components/chart/sparkline.tsx';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { ShortNumber } from '../../components/short-number.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { FeatureMark } from '../settings/feature-mark.tsx';
import { useFeatures } from '../settings/use-features.ts';
import type { UsageReport } from '../usage/report.ts';
import classes from '../usage/usage.module.css';
import { useLast30Days } from '../usage/use-last-30-days.ts';
import { useUsageReport } from '../usage/use-usage-report.ts';

const COUNT = 10;

/** Which features the credits of the last 30 days went to. */
export function TopFeatures() {
  const report = useUsageReport('all', useLast30Days());
  return (
    <Panel title={t('Top features')}>
      {report.data?.series.length === 0 ? (
        <EmptyState
          headingLevel={3}
          title={t('No feature was used')}
          text={t('What credits go to most stands here.')}
        />
      ) : report.data ? (
        <div className={classes.table}>
          <Features series={report.data.series.slice(0, COUNT)} />
        </div>
      ) : report.error ? (
        <QueryError
          title={t('The features failed to load')}
          error={report.error}
          onRetry={() => void report.refetch()}
          isRetrying={report.isFetching}
        />
      ) : (
        <TableSkeleton rows={4} label={t('Loading the features')} />
      )}
    </Panel>
  );
}

function Features({ series }: { series: UsageReport['series'] }) {
  const { colourOf } = useFeatures();
  return (
    <DataTable caption={t('Features by credits used, most first')} isFocusable>
      <thead>
        <tr>
          <th scope="col">{t('Feature')}</th>
          <th scope="col">{t('Course')}</th>
          <th scope="col" className={tableClasses.number}>
            {t('Used, credits')}
          </th>
          <th scope="col" className={tableClasses.number}>
            {t('Spends')}
          </th>
        </tr>
      </thead>
      <tbody>
        {series.map(({ key, totals, creditsUsed }) => (
          <tr key={key}>
            <th scope="row">{key === null ? t('No feature') : <FeatureMark featureKey={key} />}</th>
            <td>
              <Sparkline values={creditsUsed} colour={colourOf(key ?? '')} />
            </td>
            <td className={tableClasses.number}>
              <ShortNumber value={totals.creditsUsed} />
            </td>
            <td className={tableClasses.number}>{formatNumber(totals.spends)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
