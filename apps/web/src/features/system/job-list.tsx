import { Button } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterMenu } from '../../components/filter-menu.tsx';
import { followRowLink } from '../../components/follow-row-link.ts';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { type StateName, stateNames, statesOf } from './job-states.ts';
import { JobTable } from './job-table.tsx';
import { stateLabels } from './job-words.ts';
import { MoreButton } from './more-button.tsx';
import classes from './system.module.css';

const REFRESH_MS = 5_000;

type JobListProps = { state: string | undefined; onFilter: (state: string | undefined) => void };

/** Everything but the recurring jobs, newest first. */
export function JobList({ state, onFilter }: JobListProps) {
  const states = statesOf(state);
  return (
    <section aria-label={t('Jobs')}>
      <div className={`${classes.tools} ${classes.filter}`}>
        <FilterMenu
          label={t('State')}
          options={stateNames.map((value) => ({ value, label: t(stateLabels[value]) }))}
          value={states}
          onChange={(chosen) => onFilter(chosen.join(',') || undefined)}
        />
        {states.length > 0 && (
          <Button variant="subtle" onClick={() => onFilter(undefined)}>
            {t('Reset')}
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
  if (query.isLoading) return <TableSkeleton rows={6} label={t('Loading jobs')} />;
  if (!jobs) {
    return (
      <QueryError
        title={t('The jobs failed to load')}
        error={query.error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isRefetching}
      />
    );
  }
  if (jobs.length === 0) {
    return states.length > 0 ? (
      <EmptyState title={t('No job is in this state')} text={t('Choose other states to see more.')} />
    ) : (
      <EmptyState
        title={t('No jobs')}
        text={t('Mail and other work that belongs after a request is listed here.')}
      />
    );
  }
  return (
    <>
      <JobTable jobs={jobs} />
      <MoreButton query={query} />
    </>
  );
}
