import { DriftReport } from '../features/billing/drift-report.tsx';

export function AdminDriftScreen() {
  return <DriftReport />;
}
