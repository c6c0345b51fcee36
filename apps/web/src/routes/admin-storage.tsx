import { getRouteApi } from '@tanstack/react-router';
import { AdminStorage } from '../features/storage/admin-storage.tsx';

const route = getRouteApi('/app/admin/storage');

export function AdminStorageScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <AdminStorage
      search={search}
      onSearch={(changed) =>
        void navigate({
          search: (previous) => ({ ...previous, ...changed }),
          replace: true,
          resetScroll: false,
        })
      }
    />
  );
}
