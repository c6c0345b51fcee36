import { getRouteApi } from '@tanstack/react-router';
import { Inbox } from '../features/billing/inbox.tsx';

const route = getRouteApi('/app/admin/billing/inbox');

export function AdminInboxScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Inbox
      search={search}
      onFilter={(status) => void navigate({ search: { status }, replace: true, resetScroll: false })}
      onClose={() => void navigate({ search: ({ delivery: _, ...rest }) => rest, resetScroll: false })}
    />
  );
}
