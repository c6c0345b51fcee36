import type { RouterOutputs } from '@scrip/api';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { tableClasses } from '../../components/data-table.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { formatDate, formatExact } from '../../format/dates.ts';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { UserRole, UserState } from './user-badges.tsx';
import { nameOf } from './user-name.ts';
import classes from './users-list.module.css';

type UserListItem = RouterOutputs['users']['list']['items'][number];

type UserRowProps = { user: UserListItem; search: string | undefined };

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
      <td className={tableClasses.number}>
        <span className={user.creditsRemaining <= 0 ? classes.out : undefined}>
          {formatNumber(user.creditsRemaining)}
        </span>
      </td>
      <td className={tableClasses.number}>
        <span className={user.creditsHeld === 0 ? classes.zero : undefined}>
          {formatNumber(user.creditsHeld)}
        </span>
      </td>
      <td>
        <UserState isActive={user.isActive} />
      </td>
      <td>
        <UserRole role={user.role} />
      </td>
      <td>
        <LastActivity at={user.lastEntryAt} />
      </td>
      <td>
        <time dateTime={user.createdAt} title={formatExact(user.createdAt)}>
          {formatDate(user.createdAt)}
        </time>
      </td>
    </tr>
  );
});

function LastActivity({ at }: { at: string | null }) {
  return at ? <TimeText instant={at} mode="relative" /> : <span className={classes.zero}>{t('Never')}</span>;
}
