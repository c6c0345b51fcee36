import { getRouteApi } from '@tanstack/react-router';
import { PageHeader } from '../components/page-header.tsx';
import { EntryDrawer } from '../features/credits/entry-drawer.tsx';
import { HistoryFilters } from '../features/credits/history-filters.tsx';
import { HistoryOfAll } from '../features/credits/history-of-all.tsx';
import { t } from '../i18n/t.ts';

const route = getRouteApi('/app/admin/history');

export function AdminHistoryScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const reset = () => void navigate({ search: {}, replace: true });
  return (
    <>
      <PageHeader title={t('History')} text={t('Every change of every balance, newest first.')} />
      <HistoryFilters
        isOfAll
        search={search}
        onChange={(changed) =>
          void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true })
        }
        onReset={reset}
      />
      <HistoryOfAll search={search} onReset={reset} />
      <EntryDrawer
        entryId={search.user && search.entry}
        userId={search.user}
        onClose={() =>
          void navigate({ search: ({ entry: _, user: __, ...rest }) => rest, resetScroll: false })
        }
      />
    </>
  );
}
