import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import listClasses from '../../components/list.module.css';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useLastShown } from '../../components/use-last-shown.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { type Hold, HoldsTable } from './holds-table.tsx';
import { ReleaseHoldForm } from './release-hold-form.tsx';
import { USER_REFRESH_MS, type UserDetail } from './use-user.ts';

/** Credits set aside for work under way, and what became of earlier ones. */
export function HoldsPanel({ user }: { user: UserDetail }) {
  const [shown, setShown] = useState<'open' | 'all'>('open');
  const holds = trpc.accounts.holds.useInfiniteQuery(
    { userId: user.id, limit: 20, ...(shown === 'open' && { status: 'OPEN' as const }) },
    { getNextPageParam: (page) => page.nextCursor, refetchInterval: USER_REFRESH_MS },
  );
  const list = holds.data?.pages.flatMap((page) => page.items);
  const [open, setOpen] = useState<Hold | null>(null);
  const last = useLastShown(open);
  const [isBusy, setBusy] = useState(false);
  const form = { user, onClose: () => setOpen(null), onBusy: setBusy };
  return (
    <Panel
      title={t('Holds')}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('Which holds')}
          data={[
            { value: 'open', label: t('Open') },
            { value: 'all', label: t('All') },
          ]}
          value={shown}
          onChange={setShown}
        />
      }
    >
      {list ? (
        list.length === 0 ? (
          <p className={listClasses.muted}>
            {shown === 'open' ? t('Nothing is held.') : t('No holds yet.')}{' '}
            {t('Credits set aside while an answer is on its way are listed here.')}
          </p>
        ) : (
          <HoldsTable holds={list} onRelease={setOpen} />
        )
      ) : holds.error ? (
        <QueryError
          title={t('The holds failed to load')}
          error={holds.error}
          onRetry={() => void holds.refetch()}
          isRetrying={holds.isFetching}
        />
      ) : (
        <TableSkeleton rows={2} label={t('Loading the holds')} />
      )}
      {holds.hasNextPage && (
        <Button
          variant="default"
          size="compact-sm"
          mt="xs"
          onClick={() => void holds.fetchNextPage()}
          loading={holds.isFetchingNextPage}
        >
          {t('Show more')}
        </Button>
      )}
      <ActionDialog title={t('Release hold')} isOpen={open !== null} isBusy={isBusy} onClose={form.onClose}>
        {last && <ReleaseHoldForm {...form} hold={last} />}
      </ActionDialog>
    </Panel>
  );
}
