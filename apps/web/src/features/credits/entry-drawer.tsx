import { Skeleton, Stack } from '@mantine/core';
import { useRef } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { useMe } from '../../shell/me.ts';
import { hasDomainCode } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { EntryDetails } from './entry-details.tsx';

type EntryDrawerProps = { entryId: string | undefined; onClose: () => void };

/** One entry of the signed-in user, beside the list. */
export function EntryDrawer({ entryId, onClose }: EntryDrawerProps) {
  // While the drawer slides out it still shows what it showed.
  const shownId = useRef(entryId);
  if (entryId) shownId.current = entryId;
  return (
    <SidePanel
      isOpen={entryId !== undefined}
      onClose={onClose}
      title="Entry"
      closeLabel="Close the entry"
      side="right"
      widthPx={460}
    >
      {shownId.current && <OwnEntry id={shownId.current} />}
    </SidePanel>
  );
}

function OwnEntry({ id }: { id: string }) {
  const me = useMe();
  const entry = trpc.credits.entry.useQuery({ id });
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
