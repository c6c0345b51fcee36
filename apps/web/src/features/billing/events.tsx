import { Button } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { keepPreviousData } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { usePlanNames } from '../plans/use-plans.ts';
import { MoreButton } from '../system/more-button.tsx';
import classes from '../system/system.module.css';

const REFRESH_MS = 5_000;

type EventsProps = { userId: string | undefined; onFilter: (userId: string | undefined) => void };

/** What happened to subscriptions, of everybody or of one user. */
export function Events({ userId, onFilter }: EventsProps) {
  return (
    <section aria-label={t('Subscription events')}>
      {userId && (
        <div className={`${classes.tools} ${classes.filter}`}>
          <Link to="/admin/users/$userId" params={{ userId }}>
            {t('Of one user')}
          </Link>
          <Button variant="subtle" size="compact-sm" onClick={() => onFilter(undefined)}>
            {t('Show everybody')}
          </Button>
        </div>
      )}
      <div className={classes.card}>
        <EventList userId={userId} />
      </div>
    </section>
  );
}

function EventList({ userId }: Pick<EventsProps, 'userId'>) {
  const names = usePlanNames();
  const query = trpc.subscriptions.events.useInfiniteQuery(userId ? { userId } : {}, {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const events = query.data?.pages.flatMap((page) => page.items);
  if (query.isLoading) return <TableSkeleton rows={8} label={t('Loading events')} />;
  if (!events) {
    return (
      <QueryError
        title={t('The events failed to load')}
        error={query.error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isRefetching}
      />
    );
  }
  if (events.length === 0) {
    return (
      <EmptyState
        title={t('No events')}
        text={t('Subscriptions that begin, renew, change or end are listed here.')}
      />
    );
  }
  return (
    <>
      <DataTable caption={t('Subscription events, newest first')}>
        <thead>
          <tr>
            <th scope="col">{t('Occurred')}</th>
            <th scope="col">{t('Event')}</th>
            <th scope="col">{t('Status')}</th>
            <th scope="col">{t('Plan')}</th>
            <th scope="col">{t('User')}</th>
            <th scope="col">{t('Details')}</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <EventRow key={event.id} event={event} planNames={names} />
          ))}
        </tbody>
      </DataTable>
      <MoreButton query={query} />
    </>
  );
}

type EventRowProps = {
  event: RouterOutputs['subscriptions']['events']['items'][number];
  planNames: Map<string, string>;
};

function EventRow({ event, planNames }: EventRowProps) {
  return (
    <tr>
      <th scope="row">
        <TimeText instant={event.occurredAt} />
      </th>
      <td>{event.eventType}</td>
      <td>{event.status.replaceAll('_', ' ')}</td>
      <td>{event.planKey && (planNames.get(event.planKey) ?? event.planKey)}</td>
      <td>
        {event.userId ? (
          <Link to="/admin/billing/events" search={{ user: event.userId }} className={classes.userId}>
            {event.clerkUserId}
          </Link>
        ) : (
          event.clerkUserId
        )}
      </td>
      <td>
        <div className={classes.long}>{event.metadata === null ? '' : JSON.stringify(event.metadata)}</div>
      </td>
    </tr>
  );
}
