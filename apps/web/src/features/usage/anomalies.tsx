import { lazy, Suspense } from 'react';
import { trpc } from '../../trpc/trpc.ts';

const AnomalyNotice = lazy(() => import('./anomaly-notice.tsx'));

/** Says that far more was used than usual, until it is taken away. Nothing while all is as usual. */
export function Anomalies() {
  const { data } = trpc.usage.anomalies.useQuery();
  const newest = data?.find(({ dismissedAt }) => dismissedAt === null);
  if (!newest) return null;
  return (
    <Suspense>
      <AnomalyNotice key={newest.day} anomaly={newest} />
    </Suspense>
  );
}
