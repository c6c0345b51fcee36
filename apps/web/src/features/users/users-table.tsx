import type { RouterOutputs } from '@scrip/api';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { t } from '../../i18n/t.ts';
import { UserRow } from './user-row.tsx';
import classes from './users-list.module.css';

type UsersTableProps = {
  users: RouterOutputs['users']['list']['items'];
  /** The search that found them. */
  search: string | undefined;
};

export function UsersTable({ users, search }: UsersTableProps) {
  return (
    <DataTable caption={t('Users, newest first')} hasStickyHead>
      <thead>
        <tr>
          <th scope="col">{t('User')}</th>
          <th scope="col" className={tableClasses.number}>
            {t('Spendable')} <span className={classes.unit}>({t('credits')})</span>
          </th>
          <th scope="col" className={tableClasses.number}>
            {t('Held')} <span className={classes.unit}>({t('credits')})</span>
          </th>
          <th scope="col">{t('State')}</th>
          <th scope="col">{t('Role')}</th>
          <th scope="col">{t('Last activity')}</th>
          <th scope="col">{t('Created')}</th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <UserRow key={user.id} user={user} search={search} />
        ))}
      </tbody>
    </DataTable>
  );
}
