import { Button } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { trpc } from '../../trpc/trpc.ts';
import { usePlanNames } from '../plans/use-plans.ts';
import { MoreButton } from '../system/more-button.tsx';
import classes from '../system/system.module.css';

const REFRESH_MS = 5_000;

type EventsProps = { userId: string | undefined; onFilter: (userId: string | undefined) => void };

/** What happened to subscriptions, of everybody or of one user. */
export function Events({ userId, onFilter }: EventsProps) {
  return (
    <section aria-label="Subscription events">
      {userId && (
        <div className={`${classes.tools} ${classes.filter}`}>
          <Link to="/admin/users/$userId" params={{ userId }}>
            Of one user
          </Link>
          <Button variant="subtle" size="compact-sm" onClick={() => onFilter(undefined)}>
            Show everybody
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
  if (query.isLoading) return <TableSkeleton rows={8} label="Loading events" />;
  if (!events) {
    return (
      <QueryError
        title="The events failed to load"
        error={query.error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isRefetching}
      />
    );
  }
  if (events.length === 0) {
    return (
      <EmptyState title="No events" text="Subscriptions that begin, renew, change or end are listed here." />
    );
  }
  return (
    <>
      <DataTable caption="Subscription events, newest first">
        <thead>
          <tr>
            <th scope="col">Occurred</th>
            <th scope="col">Event</th>
            <th scope="col">Status</th>
            <th scope="col">Plan</th>
            <th scope="col">User</th>
            <th scope="col">Details</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.id}>
              <th scope="row">
                <TimeText instant={event.occurredAt} />
              </th>
              <td>{event.eventType}</td>
              <td>{event.status.replaceAll('_', ' ')}</td>
              <td>{event.planKey && (names.get(event.planKey) ?? event.planKey)}</td>
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
                <div className={classes.long}>
                  {event.metadata === null ? '' : JSON.stringify(event.metadata)}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <MoreButton query={query} />
    </>
  );
}
