import { type ReactNode, useState } from 'react';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { t } from '../../i18n/t.ts';
import { MoreButton } from '../system/more-button.tsx';
import { KeyActionDialog } from './key-action-dialog.tsx';
import type { KeyAction, KeyReach, KeysSearch } from './key-search.ts';
import { KeyTable } from './key-table.tsx';
import { useKeys } from './use-keys.ts';

type KeyListProps = {
  reach: KeyReach;
  search: KeysSearch;
  /** For admins: whose keys, where it is one user's page. */
  ownerId?: string;
  /** Of the frame of the table. */
  className: string | undefined;
  /** Instead of a table without rows. */
  empty: ReactNode;
};

export function KeyList({ reach, search, ownerId, className, empty }: KeyListProps) {
  const [action, setAction] = useState<KeyAction | null>(null);
  const { query, keys } = useKeys(reach, search, ownerId);
  if (query.isPending) return <TableSkeleton rows={ownerId ? 2 : 5} label={t('Loading the keys')} />;
  if (!keys) {
    return (
      <QueryError
        title={t('The keys failed to load')}
        error={query.error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isRefetching}
      />
    );
  }
  if (keys.length === 0) return empty;
  return (
    <div className={className}>
      <KeyTable hasOwners={reach === 'any' && !ownerId} keys={keys} onAction={setAction} />
      <MoreButton query={query} />
      <KeyActionDialog reach={reach} action={action} onClose={() => setAction(null)} />
    </div>
  );
}
