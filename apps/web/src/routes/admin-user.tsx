import { getRouteApi } from '@tanstack/react-router';
import { UserPage } from '../features/users/user-page.tsx';

const route = getRouteApi('/app/admin/users/$userId');

export function AdminUserScreen() {
  const { userId } = route.useParams();
  return <UserPage userId={userId} />;
}
