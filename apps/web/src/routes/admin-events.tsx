import { getRouteApi } from '@tanstack/react-router';
import { Events } from '../features/billing/events.tsx';

const route = getRouteApi('/app/admin/billing/events');

export function AdminEventsScreen() {
  const { user } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Events
      userId={user}
      onFilter={(userId) => void navigate({ search: { user: userId }, replace: true, resetScroll: false })}
    />
  );
}
