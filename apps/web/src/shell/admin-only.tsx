import { Outlet } from '@tanstack/react-router';
import { t } from '../i18n/t.ts';
import { DeadEnd } from './dead-end.tsx';
import { useMe } from './me.ts';

/** Spares others a screen full of refusals; the server refuses their calls in any case. */
export function AdminOnly() {
  const me = useMe();
  if (me.role === 'ADMIN') return <Outlet />;
  return (
    <DeadEnd
      title={t('This page is for admins')}
      text={t('Your account has no admin role. Ask an admin if you need it.')}
    />
  );
}
