import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { sumByFeature, type UsageSummary } from '../usage/chart-rows.ts';
import { UsageLegend } from '../usage/usage-legend.tsx';
import { usagePeriod } from '../usage/usage-period.ts';
import classes from './user-page.module.css';

const UsageChart = lazy(() => import('../usage/usage-chart.tsx'));

export function UserUsage({ userId }: { userId: string }) {
  const summary = trpc.users.usage.useQuery({ userId, ...usagePeriod });
  return (
    <Panel title={t('Usage, last 30 days')}>
      {summary.data ? (
        <Usage summary={summary.data} />
      ) : summary.error ? (
        <QueryError
          title={t('The usage failed to load')}
          error={summary.error}
          onRetry={() => void summary.refetch()}
          isRetrying={summary.isFetching}
        />
      ) : (
        <ChartSkeleton />
      )}
    </Panel>
  );
}

function Usage({ summary }: { summary: UsageSummary }) {
  const totals = sumByFeature(summary);
  if (totals.length === 0) {
    return (
      <EmptyState
        headingLevel={3}
        title={t('Nothing used in 30 days')}
        text={t("Each day's credits are shown here, by feature.")}
      />
    );
  }
  return (
    <>
      <UsageLegend totals={totals} />
      <Suspense fallback={<ChartSkeleton />}>
        <UsageChart summary={summary} featureKeys={totals.map((total) => total.featureKey)} />
      </Suspense>
    </>
  );
}

function ChartSkeleton() {
  return <Skeleton className={classes.chart} role="status" aria-label={t('Loading the usage')} />;
}
