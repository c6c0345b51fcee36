import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { storeName } from './admin-storage-search.ts';
import { countFiles, formatBytes } from './file-words.ts';

type Move = { from: 'local' | 's3' | 'vercel_blob'; to: 'local' | 's3' | 'vercel_blob'; files: number };

/** What every store holds, and how its files get to the one that is used now. */
export function StoreTable() {
  const state = trpc.storage.state.useQuery();
  const [move, setMove] = useState<Move | null>(null);
  if (state.isPending) return <Skeleton height={160} />;
  if (state.error)
    return (
      <QueryError
        title={t('The stores failed to load')}
        error={state.error}
        onRetry={() => void state.refetch()}
      />
    );
  const { provider, stores } = state.data;
  return (
    <Panel title={t('Stores')}>
      <DataTable caption={t('Stores')}>
        <thead>
          <tr>
            <th scope="col">{t('Store')}</th>
            <th scope="col" className={tableClasses.number}>
              {t('Files')}
            </th>
            <th scope="col" className={tableClasses.number}>
              {t('Size')}
            </th>
            <th scope="col">{t('New files')}</th>
          </tr>
        </thead>
        <tbody>
          {stores.map((store) => (
            <tr key={store.provider}>
              <th scope="row">{storeName(store.provider)}</th>
              <td className={tableClasses.number}>{formatNumber(store.files)}</td>
              <td className={tableClasses.number}>{formatBytes(store.bytes)}</td>
              <td>
                {store.provider === provider && t('Go here')}
                {!store.isConfigured && t('Not configured')}
                {store.provider !== provider && store.isConfigured && store.files > 0 && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => setMove(moveOf(store.provider, provider, store.files))}
                  >
                    {t('Move to {store}', { store: storeName(provider) })}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <MoveDialog move={move} onClose={() => setMove(null)} />
    </Panel>
  );
}

function moveOf(from: string, to: string, files: number): Move {
  // The server names its stores by the same three words.
  return { from, to, files } as Move;
}

function MoveDialog({ move, onClose }: { move: Move | null; onClose: () => void }) {
  const utils = trpc.useUtils();
  const start = trpc.storage.move.useMutation({
    async onSuccess() {
      await utils.storage.runs.invalidate();
      onClose();
    },
  });
  return (
    <ActionDialog title={t('Move files')} isOpen={move !== null} isBusy={start.isPending} onClose={onClose}>
      {move && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            start.mutate({ from: move.from, to: move.to });
          }}
        >
          <p>
            {t('{files} will be copied from {from} to {to}.', {
              files: countFiles(move.files),
              from: storeName(move.from),
              to: storeName(move.to),
            })}{' '}
            {t(
              'Each copy is compared with its original before the original is removed. Files can be read all the while.',
            )}
          </p>
          <DialogFoot
            verb={t('Move')}
            color="green"
            error={start.error}
            isPending={start.isPending}
            onClose={onClose}
          />
        </form>
      )}
    </ActionDialog>
  );
}
