import listClasses from '../../components/list.module.css';
import { QueryError } from '../../components/query-error.tsx';
import { t } from '../../i18n/t.ts';
import { PagePending } from '../../shell/page-pending.tsx';
import { trpc } from '../../trpc/trpc.ts';
import { AuditPanel } from '../audit/audit-panel.tsx';
import { SettingsForm } from './settings-form.tsx';

const REFRESH_MS = 5_000;

export function SettingsPage() {
  const settings = trpc.settings.get.useQuery(undefined, { refetchInterval: REFRESH_MS });
  if (settings.data) {
    return (
      <div className={listClasses.stack}>
        <SettingsForm current={settings.data} />
        <AuditPanel filter={{ targetType: 'settings', targetId: 'singleton' }} />
      </div>
    );
  }
  if (settings.error) {
    return (
      <QueryError
        title={t('The settings failed to load')}
        error={settings.error}
        onRetry={() => void settings.refetch()}
        isRetrying={settings.isFetching}
      />
    );
  }
  return <PagePending />;
}
