import { SystemStatePanel } from '../features/system/system-state.tsx';

export function AdminStateScreen() {
  return <SystemStatePanel />;
}
