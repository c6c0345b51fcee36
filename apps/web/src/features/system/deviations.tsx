import type { RouterOutputs } from '@scrip/api';
import { Link } from '@tanstack/react-router';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { formatNumber } from '../../format/numbers.ts';
import classes from './system.module.css';

export type AuditorState = RouterOutputs['auditor']['state'];
type Deviation = AuditorState['deviations'][number];

export function Deviations({ deviations, open }: { deviations: Deviation[]; open: number }) {
  const title = open > deviations.length ? `Deviations: the newest ${deviations.length}` : 'Deviations';
  return (
    <Panel title={title}>
      {deviations.length === 0 ? (
        <EmptyState
          headingLevel={3}
          title="No deviation"
          text="A balance that does not follow from its entries would be listed here, with the law that it breaks."
        />
      ) : (
        <div className={classes.table}>
          <DataTable caption="Deviations, newest first">
            <DeviationHead />
            <tbody>
              {deviations.map((deviation) => (
                <DeviationRow
                  key={`${deviation.userId} ${deviation.law} ${deviation.rule}`}
                  deviation={deviation}
                  seen={deviation}
                />
              ))}
            </tbody>
          </DataTable>
        </div>
      )}
    </Panel>
  );
}

export function DeviationHead({ withTimes = true }: { withTimes?: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">User</th>
        <th scope="col" className={tableClasses.number}>
          Law
        </th>
        <th scope="col">Rule</th>
        <th scope="col">Expected</th>
        <th scope="col">Found</th>
        <th scope="col" className={tableClasses.number}>
          Places
        </th>
        <th scope="col">First place</th>
        {withTimes && (
          <>
            <th scope="col">First seen</th>
            <th scope="col">Last seen</th>
          </>
        )}
      </tr>
    </thead>
  );
}

type DeviationRowProps = {
  deviation: RouterOutputs['auditor']['run']['deviations'][number];
  seen?: Pick<Deviation, 'firstSeenAt' | 'lastSeenAt'>;
};

export function DeviationRow({ deviation, seen }: DeviationRowProps) {
  const { userId, law, rule, expected, found, count, place } = deviation;
  return (
    <tr>
      <th scope="row">
        <Link to="/admin/users/$userId" params={{ userId }} className={classes.userId}>
          {userId}
        </Link>
      </th>
      <td className={tableClasses.number}>{law}</td>
      <td>{rule}</td>
      <td>{expected}</td>
      <td className={classes.bad}>{found}</td>
      <td className={tableClasses.number}>{formatNumber(count)}</td>
      <td>{place ?? 'Balance'}</td>
      {seen && (
        <>
          <td>
            <TimeText instant={seen.firstSeenAt} mode="relative" />
          </td>
          <td>
            <TimeText instant={seen.lastSeenAt} mode="relative" />
          </td>
        </>
      )}
    </tr>
  );
}
