import type { RouterInputs } from '@scrip/api';
import { LinkButton } from '../../components/link-button.tsx';
import listClasses from '../../components/list.module.css';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import type { AuditTarget } from './audit-search.ts';
import { AuditTable } from './audit-table.tsx';

const SHOWN = 8;

type AuditPanelProps = {
  filter: { targetType: AuditTarget; targetId: string } & Pick<RouterInputs['audit']['list'], 'action'>;
};

/** The last changes of one thing, and the way to all of them. */
export function AuditPanel({ filter }: AuditPanelProps) {
  const audit = trpc.audit.list.useQuery({ ...filter, limit: SHOWN });
  return (
    <Panel
      title={t('Audit trail')}
      actions={
        <LinkButton
          to="/admin/audit"
          search={{ type: filter.targetType, target: filter.targetId }}
          variant="subtle"
          size="compact-sm"
        >
          {t('Open in the audit log')}
        </LinkButton>
      }
    >
      {audit.data ? (
        audit.data.items.length > 0 ? (
          <div className={listClasses.table}>
            <AuditTable items={audit.data.items} hasTarget={false} />
          </div>
        ) : (
          <p className={listClasses.muted}>{t('No admin has changed anything here.')}</p>
        )
      ) : audit.error ? (
        <QueryError
          title={t('The audit trail failed to load')}
          error={audit.error}
          onRetry={() => void audit.refetch()}
          isRetrying={audit.isFetching}
        />
      ) : (
        <TableSkeleton rows={3} label={t('Loading the audit trail')} />
      )}
    </Panel>
  );
}
