import { getRouteApi } from '@tanstack/react-router';
import { Mail } from '../features/system/mail.tsx';

const route = getRouteApi('/app/admin/system/mail');

export function AdminMailScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return <Mail search={search} onCloseMail={() => void navigate({ search: {}, resetScroll: false })} />;
}
