import { getRouteApi } from '@tanstack/react-router';
import { PageHeader } from '../components/page-header.tsx';
import { UsersActions } from '../features/users/users-actions.tsx';
import { UsersList } from '../features/users/users-list.tsx';
import { t } from '../i18n/t.ts';

const route = getRouteApi('/app/admin/users');

export function AdminUsersScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHeader title={t('Users')} text={t('Everyone with an account.')} actions={<UsersActions />} />
      <UsersList
        search={search}
        onFilter={(filter) => void navigate({ search: filter, replace: true, resetScroll: false })}
      />
    </>
  );
}
