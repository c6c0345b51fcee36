import { Button } from '@mantine/core';
import { IconCloudDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { ImportDialog } from './import-dialog.tsx';
import { PlanAction, type PlanActionRequest } from './plan-action-dialog.tsx';
import classes from './plans-admin.module.css';
import { PlansTable } from './plans-table.tsx';

export function PlansAdmin() {
  const [isImporting, setImporting] = useState(false);
  const [request, setRequest] = useState<PlanActionRequest | null>(null);
  return (
    <>
      <PageHeader
        title={t('Plans')}
        text={t('What subscriptions cost and the credits they give, in the order of the price table.')}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconCloudDownload size={16} aria-hidden />}
              onClick={() => setImporting(true)}
            >
              {t('Import from Clerk')}
            </Button>
            <LinkButton to="/admin/plans/new">{t('New plan')}</LinkButton>
          </>
        }
      />
      <div className={classes.card}>
        <PlansContent onAction={setRequest} />
      </div>
      <ImportDialog isOpen={isImporting} onClose={() => setImporting(false)} />
      <PlanAction request={request} onClose={() => setRequest(null)} />
    </>
  );
}

function PlansContent({ onAction }: { onAction: (request: PlanActionRequest) => void }) {
  const { data: plans, error, isPending, isFetching, refetch } = trpc.plans.listAll.useQuery();
  if (isPending) return <TableSkeleton rows={4} label={t('Loading plans')} />;
  if (!plans) {
    return (
      <QueryError
        title={t('The plans failed to load')}
        error={error}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    );
  }
  if (plans.length === 0) {
    return (
      <EmptyState
        title={t('No plans yet')}
        text={t('Create the first one, or import those that Clerk has.')}
        action={<LinkButton to="/admin/plans/new">{t('New plan')}</LinkButton>}
      />
    );
  }
  return <PlansTable plans={plans} onAction={onAction} />;
}
