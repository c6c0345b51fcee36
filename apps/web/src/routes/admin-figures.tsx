import { Figures } from '../features/billing/figures.tsx';

export function AdminFiguresScreen() {
  return <Figures />;
}
