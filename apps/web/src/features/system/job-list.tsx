import { Button } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterMenu } from '../../components/filter-menu.tsx';
import { followRowLink } from '../../components/follow-row-link.ts';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { trpc } from '../../trpc/trpc.ts';
import { type StateName, stateOptions, statesOf } from './job-states.ts';
import { JobTable } from './job-table.tsx';
import { MoreButton } from './more-button.tsx';
import classes from './system.module.css';

const REFRESH_MS = 5_000;

type JobListProps = { state: string | undefined; onFilter: (state: string | undefined) => void };

/** Everything but the recurring jobs, newest first. */
export function JobList({ state, onFilter }: JobListProps) {
  const states = statesOf(state);
  return (
    <section aria-label="Jobs">
      <div className={`${classes.tools} ${classes.filter}`}>
        <FilterMenu
          label="State"
          options={stateOptions}
          value={states}
          onChange={(chosen) => onFilter(chosen.join(',') || undefined)}
        />
        {states.length > 0 && (
          <Button variant="subtle" onClick={() => onFilter(undefined)}>
            Reset
          </Button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: clicks only help to reach the links inside */}
      <div className={classes.card} onClick={followRowLink}>
        <JobListContent states={states} />
      </div>
    </section>
  );
}

function JobListContent({ states }: { states: StateName[] }) {
  const query = trpc.jobs.list.useInfiniteQuery(states.length > 0 ? { states } : {}, {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const jobs = query.data?.pages.flatMap((page) => page.items);
  if (query.isLoading) return <TableSkeleton rows={6} label="Loading jobs" />;
  if (!jobs) {
    return (
      <QueryError
        title="The jobs failed to load"
        error={query.error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isRefetching}
      />
    );
  }
  if (jobs.length === 0) {
    return states.length > 0 ? (
      <EmptyState title="No job is in this state" text="Choose other states to see more." />
    ) : (
      <EmptyState title="No jobs" text="Mail and other work that belongs after a request is listed here." />
    );
  }
  return (
    <>
      <JobTable jobs={jobs} />
      <MoreButton query={query} />
    </>
  );
}
