import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { ChangeManualForm, type ManualChange, manualChanges } from './change-manual-form.tsx';
import { StartManualForm } from './start-manual-form.tsx';
import { SubscriptionsTable } from './subscriptions-table.tsx';

type Open = { kind: 'start' } | { kind: 'change'; change: ManualChange };

/** What a user is subscribed to; what an admin has given can be changed here. */
export function UserSubscriptions({ userId }: { userId: string }) {
  const state = trpc.subscriptions.ofUser.useQuery({ userId });
  const [open, setOpen] = useState<Open | null>(null);
  // While the dialog fades out it goes on showing what it showed.
  const [last, setLast] = useState(open);
  if (open && open !== last) setLast(open);
  const [isBusy, setBusy] = useState(false);
  const form = { userId, onClose: () => setOpen(null), onBusy: setBusy };
  return (
    <Panel
      title={t('Subscriptions')}
      actions={
        <>
          <LinkButton
            to="/admin/billing/events"
            search={{ user: userId }}
            variant="subtle"
            size="compact-sm"
            ml="auto"
          >
            {t('Events')}
          </LinkButton>
          <Button variant="default" size="compact-sm" onClick={() => setOpen({ kind: 'start' })}>
            {t('Start manual plan')}
          </Button>
        </>
      }
    >
      {state.data ? (
        state.data.items.length === 0 ? (
          <EmptyState
            headingLevel={3}
            title={t('No subscription')}
            text={t('What the user buys, or you start by hand, is listed here.')}
          />
        ) : (
          <SubscriptionsTable
            items={state.data.items}
            onChange={(change) => setOpen({ kind: 'change', change })}
          />
        )
      ) : state.error ? (
        <QueryError
          title={t('The subscriptions failed to load')}
          error={state.error}
          onRetry={() => void state.refetch()}
          isRetrying={state.isFetching}
        />
      ) : (
        <Skeleton height={72} role="status" aria-label={t('Loading the subscriptions')} />
      )}
      <ActionDialog
        title={last?.kind === 'change' ? t(manualChanges[last.change.change].title) : t('Start manual plan')}
        isOpen={open !== null}
        isBusy={isBusy}
        onClose={form.onClose}
      >
        {last?.kind === 'start' && <StartManualForm {...form} />}
        {last?.kind === 'change' && <ChangeManualForm {...form} change={last.change} />}
      </ActionDialog>
    </Panel>
  );
}
