import { Button } from '@mantine/core';
import { useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { MoreButton } from '../system/more-button.tsx';
import classes from '../system/system.module.css';
import { type Pack, PackTable } from './pack-table.tsx';
import { RecordPackForm } from './record-pack-form.tsx';
import { ReversePackForm } from './reverse-pack-form.tsx';

/** Credits that were bought once, and what became of them when the money went back. */
export function Packs() {
  const [open, setOpen] = useState<'record' | Pack | null>(null);
  // While the dialog fades out it goes on showing what it showed.
  const [last, setLast] = useState(open);
  if (open && open !== last) setLast(open);
  const [isBusy, setBusy] = useState(false);
  const close = () => setOpen(null);
  return (
    <section aria-label={t('Packs')}>
      <div className={`${classes.tools} ${classes.filter}`}>
        <Button onClick={() => setOpen('record')}>{t('Record a pack')}</Button>
      </div>
      <div className={classes.card}>
        <PackList onReverse={setOpen} />
      </div>
      <ActionDialog
        title={last === 'record' ? t('Record a pack') : t('Reverse a pack')}
        isOpen={open !== null}
        isBusy={isBusy}
        onClose={close}
      >
        {last === 'record' && <RecordPackForm onClose={close} onBusy={setBusy} />}
        {last !== null && last !== 'record' && (
          <ReversePackForm pack={last} onClose={close} onBusy={setBusy} />
        )}
      </ActionDialog>
    </section>
  );
}

function PackList({ onReverse }: { onReverse: (pack: Pack) => void }) {
  const query = trpc.subscriptions.packs.useInfiniteQuery(
    {},
    { getNextPageParam: (page) => page.nextCursor },
  );
  const packs = query.data?.pages.flatMap((page) => page.items);
  if (query.isLoading) return <TableSkeleton rows={5} label={t('Loading packs')} />;
  if (!packs) {
    return (
      <QueryError
        title={t('The packs failed to load')}
        error={query.error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isRefetching}
      />
    );
  }
  if (packs.length === 0) {
    return (
      <EmptyState
        title={t('No packs yet')}
        text={t('One-time purchases are listed here. Each payment gives its credits once.')}
      />
    );
  }
  return (
    <>
      <PackTable packs={packs} onReverse={onReverse} />
      <MoreButton query={query} />
    </>
  );
}
