import { PageHeader } from '../components/page-header.tsx';

export function PlaygroundScreen() {
  return <PageHeader title="Playground" />;
}
