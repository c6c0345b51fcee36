import { Skeleton } from '@mantine/core';
import { PageHeader } from '../components/page-header.tsx';
import { QueryError } from '../components/query-error.tsx';
import { AccountStats } from '../features/credits/account-stats.tsx';
import { BalanceNotice } from '../features/credits/balance-notice.tsx';
import { Note } from '../features/credits/note.tsx';
import { RecentEntries } from '../features/credits/recent-entries.tsx';
import { SubscriptionCard } from '../features/subscriptions/subscription-card.tsx';
import { AnomalyNotice } from '../features/usage/anomaly-notice.tsx';
import { ForecastPanel } from '../features/usage/forecast-panel.tsx';
import { UsagePanel } from '../features/usage/usage-panel.tsx';
import { trpc } from '../trpc/trpc.ts';
import classes from './overview.module.css';

export function OverviewScreen() {
  return (
    <>
      <PageHeader title="Overview" />
      <div className={classes.stack}>
        <AnomalyNotice />
        <Balance />
        <SubscriptionCard />
        <div className={classes.columns}>
          <UsagePanel scope="own" />
          <div className={classes.stack}>
            <ForecastPanel />
            <RecentEntries />
          </div>
        </div>
      </div>
    </>
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
        title="Your balance failed to load"
        error={account.error}
        onRetry={() => void account.refetch()}
        isRetrying={account.isFetching}
      />
    );
  }
  return (
    <>
      <Skeleton height={232} radius="md" role="status" aria-label="Loading your balance" />
      <Skeleton height={96} radius="md" />
    </>
  );
}
