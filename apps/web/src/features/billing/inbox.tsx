import { Button } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterMenu } from '../../components/filter-menu.tsx';
import { followRowLink } from '../../components/follow-row-link.ts';
import { QueryError } from '../../components/query-error.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { MoreButton } from '../system/more-button.tsx';
import classes from '../system/system.module.css';
import type { InboxSearch } from './billing-search.ts';
import { DeliveryDrawer } from './delivery-drawer.tsx';
import { type DeliveryStatus, deliveryLabels, deliveryStatuses, statusesOf } from './delivery-states.ts';
import { DeliveryTable } from './delivery-table.tsx';

const REFRESH_MS = 5_000;

type InboxProps = {
  search: InboxSearch;
  onFilter: (status: string | undefined) => void;
  onClose: () => void;
};

/** What Clerk has delivered, and what became of it. */
export function Inbox({ search, onFilter, onClose }: InboxProps) {
  const statuses = statusesOf(search.status);
  return (
    <div className={classes.stack}>
      <Counts />
      <section aria-label={t('Deliveries')}>
        <div className={`${classes.tools} ${classes.filter}`}>
          <FilterMenu
            label={t('State')}
            options={deliveryStatuses.map((value) => ({ value, label: t(deliveryLabels[value]) }))}
            value={statuses}
            onChange={(chosen) => onFilter(chosen.join(',') || undefined)}
          />
          {statuses.length > 0 && (
            <Button variant="subtle" onClick={() => onFilter(undefined)}>
              {t('Reset')}
            </Button>
          )}
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: clicks only help to reach the links inside */}
        <div className={classes.card} onClick={followRowLink}>
          <Deliveries statuses={statuses} />
        </div>
      </section>
      <DeliveryDrawer id={search.delivery} onClose={onClose} />
    </div>
  );
}

const notes: Record<DeliveryStatus, PlainText> = {
  RECEIVED: 'Worked on next',
  WAITING: 'For a user or plan that is unknown yet',
  PROCESSED: 'Had their effect',
  IGNORED: 'Nothing to do with credits',
  FAILED: 'Given up: replay them',
};

function Counts() {
  const { data } = trpc.webhooks.counts.useQuery(undefined, { refetchInterval: REFRESH_MS });
  return (
    <StatRow>
      {deliveryStatuses.map((status) => (
        <Stat
          key={status}
          label={t(deliveryLabels[status])}
          value={data ? formatNumber(data[status]) : '–'}
          note={t(notes[status])}
        />
      ))}
    </StatRow>
  );
}

function Deliveries({ statuses }: { statuses: DeliveryStatus[] }) {
  const query = trpc.webhooks.list.useInfiniteQuery(
    { statuses },
    {
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
      refetchInterval: REFRESH_MS,
    },
  );
  const deliveries = query.data?.pages.flatMap((page) => page.items);
  if (query.isLoading) return <TableSkeleton rows={6} label={t('Loading deliveries')} />;
  if (!deliveries) {
    return (
      <QueryError
        title={t('The inbox failed to load')}
        error={query.error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isRefetching}
      />
    );
  }
  if (deliveries.length === 0) {
    return statuses.length > 0 ? (
      <EmptyState title={t('No delivery is in this state')} text={t('Choose other states to see more.')} />
    ) : (
      <EmptyState
        title={t('No deliveries yet')}
        text={t('Every message of Clerk is kept here, with what became of it.')}
      />
    );
  }
  return (
    <>
      <DeliveryTable deliveries={deliveries} />
      <MoreButton query={query} />
    </>
  );
}
