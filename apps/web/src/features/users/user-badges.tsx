import type { RouterOutputs } from '@scrip/api';
import { type PlainText, t } from '../../i18n/t.ts';
import classes from './user-badges.module.css';

const roleNames = { USER: 'User', ADMIN: 'Admin' } as const satisfies Record<
  RouterOutputs['users']['me']['role'],
  PlainText
>;

export function UserRole({ role }: { role: keyof typeof roleNames }) {
  return (
    <span className={classes.role} data-role={role}>
      {t(roleNames[role])}
    </span>
  );
}

export function UserState({ isActive }: { isActive: boolean }) {
  return (
    <span className={classes.state} data-active={isActive}>
      <span className={classes.dot} aria-hidden="true" />
      {isActive ? t('Active') : t('Deactivated')}
    </span>
  );
}
