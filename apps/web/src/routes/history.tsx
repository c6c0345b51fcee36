import { getRouteApi } from '@tanstack/react-router';
import { PageHeader } from '../components/page-header.tsx';
import { EntryDrawer } from '../features/credits/entry-drawer.tsx';
import { History } from '../features/credits/history.tsx';
import { HistoryFilters } from '../features/credits/history-filters.tsx';
import { t } from '../i18n/t.ts';

const route = getRouteApi('/app/history');

export function HistoryScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const reset = () => void navigate({ search: {}, replace: true });
  return (
    <>
      <PageHeader title={t('History')} text={t('Every change of your balance, newest first.')} />
      <HistoryFilters
        search={search}
        onChange={(changed) =>
          void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true })
        }
        onReset={reset}
      />
      <History search={search} onReset={reset} />
      <EntryDrawer
        entryId={search.entry}
        onClose={() => void navigate({ search: ({ entry: _, ...rest }) => rest, resetScroll: false })}
      />
    </>
  );
}
