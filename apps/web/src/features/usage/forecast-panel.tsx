import { Skeleton } from '@mantine/core';
import { skipToken } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';

const ForecastFigures = lazy(() => import('./forecast-figures.tsx'));

/** When a balance runs out, between when and when, and how that is known: one's own or, for an admin, a user's. */
export function ForecastPanel({ userId }: { userId?: string }) {
  const own = trpc.usage.forecast.useQuery(userId === undefined ? undefined : skipToken);
  const ofUser = trpc.usage.forecastOf.useQuery(userId === undefined ? skipToken : { userId });
  const forecast = userId === undefined ? own : ofUser;
  return (
    <Panel title={t('When it runs out')}>
      {forecast.data ? (
        <Suspense fallback={<ForecastSkeleton />}>
          <ForecastFigures forecast={forecast.data} />
        </Suspense>
      ) : forecast.error ? (
        <QueryError
          title={t('The forecast failed to load')}
          error={forecast.error}
          onRetry={() => void forecast.refetch()}
          isRetrying={forecast.isFetching}
        />
      ) : (
        <ForecastSkeleton />
      )}
    </Panel>
  );
}

function ForecastSkeleton() {
  return <Skeleton height={140} role="status" aria-label={t('Loading the forecast')} />;
}
