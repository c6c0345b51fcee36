import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { trpc } from '../../trpc/trpc.ts';

const ForecastFigures = lazy(() => import('./forecast-figures.tsx'));

/** When the balance runs out, between when and when, and how that is known. */
export function ForecastPanel() {
  const forecast = trpc.usage.forecast.useQuery();
  return (
    <Panel title="When it runs out">
      {forecast.data ? (
        <Suspense fallback={<ForecastSkeleton />}>
          <ForecastFigures forecast={forecast.data} />
        </Suspense>
      ) : forecast.error ? (
        <QueryError
          title="The forecast failed to load"
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
  return <Skeleton height={140} role="status" aria-label="Loading the forecast" />;
}
