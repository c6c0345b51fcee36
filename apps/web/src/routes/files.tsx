import { getRouteApi } from '@tanstack/react-router';
import { Files } from '../features/storage/files.tsx';

const route = getRouteApi('/app/files');

export function FilesScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Files
      search={search}
      onSearch={(changed) =>
        void navigate({
          search: (previous) => ({ ...previous, ...changed }),
          replace: !('file' in changed),
          resetScroll: false,
        })
      }
    />
  );
}
