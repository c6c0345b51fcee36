import { Skeleton } from '@mantine/core';
import classes from './table-skeleton.module.css';

/** Rows where a table is about to be. */
export function TableSkeleton({ rows = 8, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.row}>
          <Skeleton height={12} width={`${32 - (row % 3) * 5}%`} />
          <Skeleton height={12} width={64} />
        </div>
      ))}
    </div>
  );
}
