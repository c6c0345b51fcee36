import { getRouteApi } from '@tanstack/react-router';
import { ApiKeys } from '../features/api-keys/api-keys.tsx';

const ownRoute = getRouteApi('/app/settings/api-keys');
const adminRoute = getRouteApi('/app/admin/api-keys');

const quietly = { replace: true, resetScroll: false };

export function ApiKeysScreen() {
  const search = ownRoute.useSearch();
  const navigate = ownRoute.useNavigate();
  return (
    <ApiKeys
      reach="own"
      search={{ ...search, kind: undefined, search: undefined }}
      onSearch={({ state }) => void navigate({ search: { state }, ...quietly })}
    />
  );
}

export function AdminApiKeysScreen() {
  const search = adminRoute.useSearch();
  const navigate = adminRoute.useNavigate();
  return (
    <ApiKeys
      reach="any"
      search={search}
      onSearch={(changed) =>
        void navigate({ search: (previous) => ({ ...previous, ...changed }), ...quietly })
      }
    />
  );
}
