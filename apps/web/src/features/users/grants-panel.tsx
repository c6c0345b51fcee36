import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { useLastShown } from '../../components/use-last-shown.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { useCommand } from '../palette/commands.ts';
import { GrantForm } from './grant-form.tsx';
import { type Grant, type GrantChange, isLive } from './grant-words.ts';
import { GrantsTable } from './grants-table.tsx';
import { USER_REFRESH_MS, type UserDetail } from './use-user.ts';
import { nameOf } from './user-name.ts';
import { VoidGrantForm } from './void-grant-form.tsx';

type Open = { kind: 'give' } | { kind: GrantChange; grant: Grant };

const titles = { give: 'Grant credits', void: 'Void grant' } as const;

/** What the balance is made of, and what was. */
export function GrantsPanel({ user }: { user: UserDetail }) {
  const grants = trpc.accounts.grants.useQuery({ userId: user.id }, { refetchInterval: USER_REFRESH_MS });
  const [shown, setShown] = useState<'live' | 'all'>('live');
  const [open, setOpen] = useState<Open | null>(null);
  const last = useLastShown(open);
  const [isBusy, setBusy] = useState(false);
  useCommand('grant', t('Grant credits to {name}', { name: nameOf(user) }), () => setOpen({ kind: 'give' }));
  const form = { user, onClose: () => setOpen(null), onBusy: setBusy };
  return (
    <Panel
      title={t('Grants')}
      actions={
        <>
          <SegmentedControl
            size="xs"
            ml="auto"
            aria-label={t('Which grants')}
            data={[
              { value: 'live', label: t('With credits left') },
              { value: 'all', label: t('All') },
            ]}
            value={shown}
            onChange={setShown}
          />
          <Button variant="default" size="compact-sm" onClick={() => setOpen({ kind: 'give' })}>
            {t('Grant credits')}
          </Button>
        </>
      }
    >
      {grants.data ? (
        <GrantList
          grants={shown === 'all' ? grants.data : grants.data.filter(isLive)}
          onChange={(kind, grant) => setOpen({ kind, grant })}
        />
      ) : grants.error ? (
        <QueryError
          title={t('The grants failed to load')}
          error={grants.error}
          onRetry={() => void grants.refetch()}
          isRetrying={grants.isFetching}
        />
      ) : (
        <TableSkeleton rows={3} label={t('Loading the grants')} />
      )}
      <ActionDialog
        title={last ? t(titles[last.kind]) : ''}
        isOpen={open !== null}
        isBusy={isBusy}
        onClose={form.onClose}
      >
        {last?.kind === 'give' && <GrantForm {...form} />}
        {last?.kind === 'void' && <VoidGrantForm {...form} grant={last.grant} />}
      </ActionDialog>
    </Panel>
  );
}

type GrantListProps = { grants: Grant[]; onChange: (change: GrantChange, grant: Grant) => void };

function GrantList({ grants, onChange }: GrantListProps) {
  if (grants.length > 0) return <GrantsTable grants={grants} onChange={onChange} />;
  return (
    <EmptyState
      headingLevel={3}
      title={t('No grant has credits left')}
      text={t('Plans, purchases and adjustments that add credits are listed here, the first to burn first.')}
    />
  );
}
