import { Sync } from '../features/billing/sync.tsx';

export function AdminSyncScreen() {
  return <Sync />;
}
