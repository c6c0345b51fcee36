import type { RouterOutputs } from '@scrip/api';
import { Link } from '@tanstack/react-router';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import classes from './system.module.css';

export type AuditorState = RouterOutputs['auditor']['state'];
type Deviation = AuditorState['deviations'][number];

export function Deviations({ deviations, open }: { deviations: Deviation[]; open: number }) {
  const title =
    open > deviations.length
      ? t('Deviations: the newest {count}', { count: deviations.length })
      : t('Deviations');
  return (
    <Panel title={title}>
      {deviations.length === 0 ? (
        <EmptyState
          headingLevel={3}
          title={t('No deviation')}
          text={t(
            'A balance that does not follow from its entries would be listed here, with the law that it breaks.',
          )}
        />
      ) : (
        <div className={classes.table}>
          <DataTable caption={t('Deviations, newest first')}>
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
        <th scope="col">{t('User')}</th>
        <th scope="col" className={tableClasses.number}>
          {t('Law')}
        </th>
        <th scope="col">{t('Rule')}</th>
        <th scope="col">{t('Expected')}</th>
        <th scope="col">{t('Found')}</th>
        <th scope="col" className={tableClasses.number}>
          {t('Places')}
        </th>
        <th scope="col">{t('First place')}</th>
        {withTimes && (
          <>
            <th scope="col">{t('First seen')}</th>
            <th scope="col">{t('Last seen')}</th>
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
      <td>{place ?? t('Balance')}</td>
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
