import { Skeleton } from '@mantine/core';

/** As high as the chart of the last 30 days with its legend. */
export function ChartSkeleton() {
  return <Skeleton height={396} role="status" aria-label="Loading the usage" />;
}
