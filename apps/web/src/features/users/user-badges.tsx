import type { RouterOutputs } from '@scrip/api';
import classes from './user-badges.module.css';

const roleNames: Record<RouterOutputs['users']['me']['role'], string> = { USER: 'User', ADMIN: 'Admin' };

export function UserRole({ role }: { role: keyof typeof roleNames }) {
  return (
    <span className={classes.role} data-role={role}>
      {roleNames[role]}
    </span>
  );
}

export function UserState({ isActive }: { isActive: boolean }) {
  return (
    <span className={classes.state} data-active={isActive}>
      <span className={classes.dot} aria-hidden="true" />
      {isActive ? 'Active' : 'Deactivated'}
    </span>
  );
}
