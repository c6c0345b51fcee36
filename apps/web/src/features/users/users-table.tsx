import type { RouterOutputs } from '@scrip/api';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { t } from '../../i18n/t.ts';
import { listColumns, type UserColumn, userColumns } from './user-columns.ts';
import { UserRow } from './user-row.tsx';
import classes from './users-list.module.css';
import type { UsersSearch } from './users-search.ts';

type UsersTableProps = {
  users: RouterOutputs['users']['list']['items'];
  /** What found them, and the columns that it hides. */
  search: UsersSearch;
};

const inCredits: readonly UserColumn[] = ['spendable', 'held'];

export function UsersTable({ users, search }: UsersTableProps) {
  const shown = listColumns(search.hide);
  return (
    <DataTable caption={t('Users')} hasStickyHead>
      <thead>
        <tr>
          <th scope="col">{t('User')}</th>
          {userColumns
            .filter(({ key }) => shown.includes(key))
            .map(({ key, label }) => (
              <th scope="col" key={key} className={inCredits.includes(key) ? tableClasses.number : undefined}>
                {t(label)}
                {inCredits.includes(key) && <span className={classes.unit}> ({t('credits')})</span>}
              </th>
            ))}
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
