import { Skeleton, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { t } from '../../i18n/t.ts';
import { useMe } from '../../shell/me.ts';
import { hasDomainCode } from '../../trpc/errors.ts';
import { EntryDetails } from './entry-details.tsx';
import type { ExplainedEntry } from './explain-entry.ts';
import { useEntry } from './use-entry.ts';

type EntryDrawerProps = {
  entryId: string | undefined;
  /** Whose entry an admin looks at; without it, one's own. */
  userId?: string | undefined;
  onClose: () => void;
  /** What can be done with the entry, under its facts. */
  actions?: ((entry: ExplainedEntry) => ReactNode) | undefined;
};

/** One entry, beside the list. */
export function EntryDrawer({ entryId, userId, onClose, actions }: EntryDrawerProps) {
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
      widthPx={480}
    >
      {shownId && <OneEntry id={shownId} userId={userId} actions={actions} />}
    </SidePanel>
  );
}

type OneEntryProps = { id: string } & Pick<EntryDrawerProps, 'userId' | 'actions'>;

function OneEntry({ id, userId, actions }: OneEntryProps) {
  const me = useMe();
  const entry = useEntry(id, userId);
  if (entry.data) {
    return (
      <>
        <EntryDetails entry={entry.data} meId={me.id} />
        {actions?.(entry.data)}
      </>
    );
  }
  if (hasDomainCode(entry.error, 'NOT_FOUND')) {
    return (
      <EmptyState
        title={t('There is no such entry')}
        text={t('The link may be cut off, or belong to another account.')}
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
