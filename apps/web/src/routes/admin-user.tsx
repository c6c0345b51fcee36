import { getRouteApi } from '@tanstack/react-router';
import { UserPage } from '../features/users/user-page.tsx';

const route = getRouteApi('/app/admin/users/$userId');

export function AdminUserScreen() {
  const { userId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <UserPage
      key={userId}
      userId={userId}
      search={search}
      onFilter={(filter) => void navigate({ search: filter, replace: true, resetScroll: false })}
      onCloseEntry={() => void navigate({ search: ({ entry: _, ...rest }) => rest, resetScroll: false })}
    />
  );
}
