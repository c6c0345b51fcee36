import { Skeleton } from '@mantine/core';
import { t } from '../../i18n/t.ts';

/** As high as the chart of the last 30 days with its legend. */
export function ChartSkeleton() {
  return <Skeleton height={396} role="status" aria-label={t('Loading the usage')} />;
}
