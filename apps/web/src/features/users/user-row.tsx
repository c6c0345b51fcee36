import type { RouterOutputs } from '@scrip/api';
import { Link } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import { tableClasses } from '../../components/data-table.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { formatDate, formatExact } from '../../format/dates.ts';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { UserRole, UserState } from './user-badges.tsx';
import { listColumns, type UserColumn } from './user-columns.ts';
import { nameOf } from './user-name.ts';
import classes from './users-list.module.css';
import type { UsersSearch } from './users-search.ts';

type UserListItem = RouterOutputs['users']['list']['items'][number];

type UserRowProps = { user: UserListItem; search: UsersSearch };

export const UserRow = memo(function UserRow({ user, search }: UserRowProps) {
  const name = nameOf(user);
  return (
    <tr className={tableClasses.linkRow}>
      <th scope="row">
        <Link
          to="/admin/users/$userId"
          params={{ userId: user.id }}
          state={{ usersSearch: search }}
          className={`${tableClasses.rowLink} ${classes.user}`}
          data-row-link
        >
          <span className={classes.name}>{name}</span>
          {user.email && user.email !== name && <span className={classes.email}>{user.email}</span>}
        </Link>
      </th>
      {listColumns(search.hide).map((column) => cells[column](user))}
    </tr>
  );
});

const cells: Record<UserColumn, (user: UserListItem) => ReactNode> = {
  spendable: ({ creditsRemaining }) => (
    <td key="spendable" className={tableClasses.number}>
      <span className={creditsRemaining <= 0 ? classes.out : undefined}>
        {formatNumber(creditsRemaining)}
      </span>
    </td>
  ),
  held: ({ creditsHeld }) => (
    <td key="held" className={tableClasses.number}>
      <span className={creditsHeld === 0 ? classes.zero : undefined}>{formatNumber(creditsHeld)}</span>
    </td>
  ),
  plan: ({ planName }) => (
    <td key="plan">{planName ?? <span className={classes.zero}>{t('No plan')}</span>}</td>
  ),
  state: ({ isActive }) => (
    <td key="state">
      <UserState isActive={isActive} />
    </td>
  ),
  role: ({ role }) => (
    <td key="role">
      <UserRole role={role} />
    </td>
  ),
  activity: ({ lastEntryAt }) => (
    <td key="activity">
      {lastEntryAt ? (
        <TimeText instant={lastEntryAt} mode="relative" />
      ) : (
        <span className={classes.zero}>{t('Never')}</span>
      )}
    </td>
  ),
  created: ({ createdAt }) => (
    <td key="created">
      <time dateTime={createdAt} title={formatExact(createdAt)}>
        {formatDate(createdAt)}
      </time>
    </td>
  ),
};
