import { Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { t } from '../../i18n/t.ts';
import { useMe } from '../../shell/me.ts';
import { hasDomainCode } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { EntryDetails } from '../credits/entry-details.tsx';
import { RefundEntry } from './refund-entry.tsx';
import type { UserDetail } from './use-user.ts';

type UserEntryDrawerProps = { user: UserDetail; entryId: string | undefined; onClose: () => void };

/** One entry of a user, beside the page. */
export function UserEntryDrawer({ user, entryId, onClose }: UserEntryDrawerProps) {
  // While the drawer slides out it still shows what it showed.
  const [shownId, setShownId] = useState(entryId);
  if (entryId && entryId !== shownId) setShownId(entryId);
  return (
    <SidePanel
      isOpen={entryId !== undefined}
      onClose={onClose}
      title={t('Entry')}
      closeLabel={t('Close the entry')}
      side="right"
      widthPx={460}
    >
      {shownId && <UserEntry user={user} id={shownId} />}
    </SidePanel>
  );
}

function UserEntry({ user, id }: { user: UserDetail; id: string }) {
  const me = useMe();
  const entry = trpc.users.entry.useQuery({ userId: user.id, id });
  if (entry.data) {
    return (
      <>
        <EntryDetails entry={entry.data} meId={me.id} />
        <RefundEntry user={user} entry={entry.data} />
      </>
    );
  }
  if (hasDomainCode(entry.error, 'NOT_FOUND')) {
    return (
      <EmptyState
        title={t('There is no such entry')}
        text={t('The link may be cut off, or belong to another user.')}
      />
    );
  }
  if (entry.error) {
    return (
      <QueryError
        title={t('This entry failed to load')}
        error={entry.error}
        onRetry={() => void entry.refetch()}
        isRetrying={entry.isFetching}
      />
    );
  }
  return (
    <Stack gap="sm" role="status" aria-label={t('Loading the entry')}>
      <Skeleton height={28} width="60%" />
      <Skeleton height={14} width="90%" />
      <Skeleton height={220} radius="md" mt="md" />
    </Stack>
  );
}
