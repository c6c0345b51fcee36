import { PageHeader } from '../components/page-header.tsx';

export function HistoryScreen() {
  return <PageHeader title="History" />;
}
