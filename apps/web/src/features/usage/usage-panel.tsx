import { SegmentedControl, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { trpc } from '../../trpc/trpc.ts';
import { sumByFeature, type UsageSummary } from './chart-rows.ts';
import { UsageLegend } from './usage-legend.tsx';
import classes from './usage-panel.module.css';
import { usagePeriod } from './usage-period.ts';
import { UsageTable } from './usage-table.tsx';

const UsageChart = lazy(() => import('./usage-chart.tsx'));

const views = [
  { value: 'chart', label: 'Chart' },
  { value: 'table', label: 'Table' },
];

/** Where the credits of the last 30 days went, as a chart or as numbers. */
export function UsagePanel() {
  const [view, setView] = useState('chart');
  const summary = trpc.usage.summary.useQuery(usagePeriod);
  const isEmpty = summary.data?.usage.length === 0;
  return (
    <Panel
      title="Last 30 days"
      actions={
        !isEmpty && (
          <SegmentedControl size="xs" aria-label="Show as" data={views} value={view} onChange={setView} />
        )
      }
    >
      {summary.data ? (
        <Usage summary={summary.data} isTable={view === 'table'} />
      ) : summary.error ? (
        <QueryError
          title="Your usage failed to load"
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

function Usage({ summary, isTable }: { summary: UsageSummary; isTable: boolean }) {
  const totals = sumByFeature(summary);
  if (totals.length === 0) {
    return (
      <EmptyState
        headingLevel={3}
        title="Nothing used yet"
        text="Each day's credits will stand here, by feature, once you use one."
        action={<LinkButton to="/playground">Try the playground</LinkButton>}
      />
    );
  }
  if (isTable) return <UsageTable summary={summary} totals={totals} />;
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
  return <Skeleton className={classes.skeleton} role="status" aria-label="Loading your usage" />;
}
