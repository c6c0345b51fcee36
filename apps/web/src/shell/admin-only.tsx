import { Outlet } from '@tanstack/react-router';
import { EmptyState } from '../components/empty-state.tsx';
import { useMe } from './me.ts';

/** Spares others a screen full of refusals; the server refuses their calls in any case. */
export function AdminOnly() {
  const me = useMe();
  if (me.role === 'ADMIN') return <Outlet />;
  return (
    <EmptyState
      headingLevel={1}
      title="This page is for admins"
      text="Your account has no admin role. Ask an admin if you need it."
    />
  );
}
