import { PlansAdmin } from '../features/plans/plans-admin.tsx';

export function AdminPlansScreen() {
  return <PlansAdmin />;
}
