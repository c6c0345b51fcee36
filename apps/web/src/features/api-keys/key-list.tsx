import { Button } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { t } from '../../i18n/t.ts';
import { MoreButton } from '../system/more-button.tsx';
import classes from './api-keys.module.css';
import { KeyActionDialog } from './key-action-dialog.tsx';
import type { KeyAction, KeyReach, KeysSearch } from './key-search.ts';
import { KeyTable } from './key-table.tsx';
import { useKeys } from './use-keys.ts';

type KeyListProps = {
  reach: KeyReach;
  search: KeysSearch;
  onReset: () => void;
  onCreate: () => void;
};

export function KeyList({ reach, search, onReset, onCreate }: KeyListProps) {
  const [action, setAction] = useState<KeyAction | null>(null);
  const { query, keys } = useKeys(reach, search);
  if (query.isPending) return <TableSkeleton rows={5} label={t('Loading the keys')} />;
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
  if (keys.length === 0) {
    const isFiltered = Object.values(search).some((value) => value !== undefined);
    return isFiltered ? (
      <EmptyState
        title={t('No key matches')}
        text={t('Nothing fits these filters.')}
        action={<Button onClick={onReset}>{t('Reset the filters')}</Button>}
      />
    ) : (
      <EmptyState
        title={t('No keys yet')}
        text={t(
          'With a key, a program calls Scrip without anybody being signed in. Each is listed here with what it may do and what it has spent.',
        )}
        action={<Button onClick={onCreate}>{t('Create a key')}</Button>}
      />
    );
  }
  return (
    <div className={classes.card}>
      <KeyTable reach={reach} keys={keys} onAction={setAction} />
      <MoreButton query={query} />
      <KeyActionDialog reach={reach} action={action} onClose={() => setAction(null)} />
    </div>
  );
}
