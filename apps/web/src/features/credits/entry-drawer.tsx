import { Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { useMe } from '../../shell/me.ts';
import { hasDomainCode } from '../../trpc/errors.ts';
import { EntryDetails } from './entry-details.tsx';
import { useEntry } from './use-entry.ts';

type EntryDrawerProps = {
  entryId: string | undefined;
  /** Whose entry an admin looks at; without it, one's own. */
  userId?: string;
  onClose: () => void;
};

/** One entry, beside the list. */
export function EntryDrawer({ entryId, userId, onClose }: EntryDrawerProps) {
  // While the drawer slides out it still shows what it showed.
  const [shownId, setShownId] = useState(entryId);
  if (entryId && entryId !== shownId) setShownId(entryId);
  return (
    <SidePanel
      isOpen={entryId !== undefined}
      onClose={onClose}
      title="Entry"
      closeLabel="Close the entry"
      side="right"
      widthPx={480}
    >
      {shownId && <OneEntry id={shownId} userId={userId} />}
    </SidePanel>
  );
}

function OneEntry({ id, userId }: { id: string; userId: string | undefined }) {
  const me = useMe();
  const entry = useEntry(id, userId);
  if (entry.data) return <EntryDetails entry={entry.data} meId={me.id} />;
  if (hasDomainCode(entry.error, 'NOT_FOUND')) {
    return (
      <EmptyState
        title="There is no such entry"
        text="The link may be cut off, or belong to another account."
      />
    );
  }
  if (entry.error) {
    return (
      <QueryError
        title="This entry failed to load"
        error={entry.error}
        onRetry={() => void entry.refetch()}
        isRetrying={entry.isFetching}
      />
    );
  }
  return (
    <Stack gap="sm" role="status" aria-label="Loading the entry">
      <Skeleton height={28} width="60%" />
      <Skeleton height={14} width="90%" />
      <Skeleton height={220} radius="md" mt="md" />
    </Stack>
  );
}
