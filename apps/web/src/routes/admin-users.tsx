import { PageHeader } from '../components/page-header.tsx';

export function AdminUsersScreen() {
  return <PageHeader title="Users" />;
}
