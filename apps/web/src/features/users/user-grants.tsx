import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { formatDate } from '../../format/dates.ts';
import { formatNumber } from '../../format/numbers.ts';
import { grantSourceLabels } from '../credits/labels.ts';
import type { UserDetail } from './use-user.ts';
import classes from './user-page.module.css';

/** What the balance is made of: the first row burns first. */
export function UserGrants({ grants }: Pick<UserDetail['account'], 'grants'>) {
  return (
    <Panel title="Grants with credits left">
      {grants.length === 0 ? (
        <EmptyState
          headingLevel={3}
          title="No grant has credits left"
          text="Plans, purchases and adjustments that add credits are listed here, the first to burn first."
        />
      ) : (
        <div className={classes.grants}>
          <DataTable
            caption="Grants with credits left, the first to burn first"
            maxHeightPx={330}
            isFocusable
          >
            <thead>
              <tr>
                <th scope="col">Source</th>
                <th scope="col" className={tableClasses.number}>
                  Left (credits)
                </th>
                <th scope="col" className={tableClasses.number}>
                  Granted (credits)
                </th>
                <th scope="col">Expires</th>
              </tr>
            </thead>
            <tbody>
              {grants.map((grant) => (
                <tr key={grant.id}>
                  <th scope="row">{grantSourceLabels[grant.source]}</th>
                  <td className={tableClasses.number}>{formatNumber(grant.remainingCredits)}</td>
                  <td className={tableClasses.number}>{formatNumber(grant.amountCredits)}</td>
                  <td>{grant.expiresAt ? formatDate(grant.expiresAt) : 'Never'}</td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </div>
      )}
    </Panel>
  );
}
