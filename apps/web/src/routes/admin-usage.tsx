import { getRouteApi } from '@tanstack/react-router';
import { PageHeader } from '../components/page-header.tsx';
import { EntriesOfAll } from '../features/usage/entries-of-all.tsx';
import { TopUsers } from '../features/usage/top-users.tsx';
import { Usage } from '../features/usage/usage.tsx';
import { t } from '../i18n/t.ts';

const route = getRouteApi('/app/admin/usage');

export function AdminUsageScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHeader title={t('Usage')} text={t('Where everybody’s credits went, refunds netted.')} />
      <Usage
        scope="all"
        search={search}
        onChange={(changed) =>
          void navigate({ search: (previous) => ({ ...previous, ...changed }), resetScroll: false })
        }
      >
        {({ range }) => (
          <>
            <TopUsers range={range} />
            <EntriesOfAll range={range} />
          </>
        )}
      </Usage>
    </>
  );
}
