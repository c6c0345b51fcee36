import { Outlet } from '@tanstack/react-router';
import { DeadEnd } from './dead-end.tsx';
import { useMe } from './me.ts';

/** Spares others a screen full of refusals; the server refuses their calls in any case. */
export function AdminOnly() {
  const me = useMe();
  if (me.role === 'ADMIN') return <Outlet />;
  return (
    <DeadEnd
      title="This page is for admins"
      text="Your account has no admin role. Ask an admin if you need it."
    />
  );
}
