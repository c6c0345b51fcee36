import { Packs } from '../features/billing/packs.tsx';

export function AdminPacksScreen() {
  return <Packs />;
}
