import type { RouterOutputs } from '@scrip/api';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { UserRow } from './user-row.tsx';
import classes from './users-list.module.css';

type UsersTableProps = {
  users: RouterOutputs['users']['list']['items'];
  /** The search that found them. */
  search: string | undefined;
};

export function UsersTable({ users, search }: UsersTableProps) {
  return (
    <DataTable caption="Users, newest first" hasStickyHead>
      <thead>
        <tr>
          <th scope="col">User</th>
          <th scope="col" className={tableClasses.number}>
            Spendable <span className={classes.unit}>(credits)</span>
          </th>
          <th scope="col" className={tableClasses.number}>
            Held <span className={classes.unit}>(credits)</span>
          </th>
          <th scope="col">State</th>
          <th scope="col">Role</th>
          <th scope="col">Last activity</th>
          <th scope="col">Created</th>
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
