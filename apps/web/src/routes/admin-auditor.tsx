import { Auditor } from '../features/system/auditor.tsx';

export function AdminAuditorScreen() {
  return <Auditor />;
}
