import { SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { t } from '../../i18n/t.ts';
import { ChartSkeleton } from './chart-skeleton.tsx';
import type { UsageReport } from './report.ts';
import { UsageChart } from './usage-chart.tsx';
import { UsageNumbers } from './usage-numbers.tsx';
import classes from './usage-panel.module.css';
import { useLast30Days } from './use-last-30-days.ts';
import { type UsageScope, useUsageReport } from './use-usage-report.ts';

const views = [
  { value: 'chart', label: 'Chart' },
  { value: 'table', label: 'Table' },
] as const;

/** Where the credits of the last 30 days went, as a chart or as numbers. */
export function UsagePanel({ scope }: { scope: UsageScope }) {
  const [view, setView] = useState('chart');
  const report = useUsageReport(scope, useLast30Days());
  const isEmpty = report.data?.series.length === 0;
  return (
    <Panel
      title={t('Last 30 days')}
      actions={
        <div className={classes.actions}>
          {scope === 'own' && <Link to="/usage">{t('More')}</Link>}
          {scope === 'all' && <Link to="/admin/usage">{t('More')}</Link>}
          {!isEmpty && (
            <SegmentedControl
              size="xs"
              aria-label={t('Show as')}
              data={views.map(({ value, label }) => ({ value, label: t(label) }))}
              value={view}
              onChange={setView}
            />
          )}
        </div>
      }
    >
      {report.data ? (
        <Shown report={report.data} scope={scope} isTable={view === 'table'} />
      ) : report.error ? (
        <QueryError
          title={t('The usage failed to load')}
          error={report.error}
          onRetry={() => void report.refetch()}
          isRetrying={report.isFetching}
        />
      ) : (
        <ChartSkeleton />
      )}
    </Panel>
  );
}

function Shown({ report, scope, isTable }: { report: UsageReport; scope: UsageScope; isTable: boolean }) {
  if (report.series.length === 0) {
    return (
      <EmptyState
        headingLevel={3}
        title={t('Nothing used yet')}
        text={t("Each day's credits will stand here, by feature.")}
        {...(scope === 'own' && {
          action: <LinkButton to="/playground">{t('Try the playground')}</LinkButton>,
        })}
      />
    );
  }
  return isTable ? (
    <UsageNumbers report={report} />
  ) : (
    <UsageChart report={report} heightPx={scope === 'own' ? 340 : 260} />
  );
}
