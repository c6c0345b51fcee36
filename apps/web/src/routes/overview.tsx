import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { PageHeader } from '../components/page-header.tsx';
import { Panel } from '../components/panel.tsx';
import { QueryError } from '../components/query-error.tsx';
import { AccountStats } from '../features/credits/account-stats.tsx';
import { BalanceNotice } from '../features/credits/balance-notice.tsx';
import { Note } from '../features/credits/note.tsx';
import { RecentEntries } from '../features/credits/recent-entries.tsx';
import { SubscriptionCard } from '../features/subscriptions/subscription-card.tsx';
import { Anomalies } from '../features/usage/anomalies.tsx';
import { ChartSkeleton } from '../features/usage/chart-skeleton.tsx';
import { ForecastPanel } from '../features/usage/forecast-panel.tsx';
import { t } from '../i18n/t.ts';
import { trpc } from '../trpc/trpc.ts';
import classes from './overview.module.css';

/** The chart is the largest part of the screen: the balance does not wait for it. */
const UsagePanel = lazy(async () => ({
  default: (await import('../features/usage/usage-panel.tsx')).UsagePanel,
}));

export function OverviewScreen() {
  return (
    <>
      <PageHeader title={t('Overview')} />
      <div className={classes.stack}>
        <Anomalies />
        <Balance />
        <SubscriptionCard />
        <div className={classes.columns}>
          <Suspense fallback={<UsagePending />}>
            <UsagePanel scope="own" />
          </Suspense>
          <div className={classes.stack}>
            <ForecastPanel />
            <RecentEntries />
          </div>
        </div>
      </div>
    </>
  );
}

function UsagePending() {
  return (
    <Panel title={t('Last 30 days')}>
      <ChartSkeleton />
    </Panel>
  );
}

function Balance() {
  const account = trpc.credits.me.useQuery();
  if (account.data) {
    return (
      <>
        <BalanceNotice account={account.data} />
        <Note account={account.data} />
        <AccountStats account={account.data} />
      </>
    );
  }
  if (account.error) {
    return (
      <QueryError
        title={t('Your balance failed to load')}
        error={account.error}
        onRetry={() => void account.refetch()}
        isRetrying={account.isFetching}
      />
    );
  }
  return (
    <>
      <Skeleton height={232} radius="md" role="status" aria-label={t('Loading your balance')} />
      <Skeleton height={96} radius="md" />
    </>
  );
}
