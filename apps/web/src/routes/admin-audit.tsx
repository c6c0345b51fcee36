import { getRouteApi } from '@tanstack/react-router';
import { PageHeader } from '../components/page-header.tsx';
import { AuditLog } from '../features/audit/audit-log.tsx';
import { t } from '../i18n/t.ts';

const route = getRouteApi('/app/admin/audit');

export function AdminAuditScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHeader
        title={t('Audit log')}
        text={t('Who changed what, when and why. Nothing in it can be changed or deleted.')}
      />
      <AuditLog
        search={search}
        onFilter={(filter) => void navigate({ search: filter, replace: true, resetScroll: false })}
        onCloseRecord={() => void navigate({ search: ({ record: _, ...rest }) => rest, resetScroll: false })}
      />
    </>
  );
}
