import { getRouteApi } from '@tanstack/react-router';
import { Jobs } from '../features/system/jobs.tsx';

const route = getRouteApi('/app/admin/system/jobs');

export function AdminJobsScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Jobs
      search={search}
      onFilter={(state) => void navigate({ search: { state }, replace: true, resetScroll: false })}
      onCloseJob={() => void navigate({ search: ({ job: _, ...rest }) => rest, resetScroll: false })}
    />
  );
}
