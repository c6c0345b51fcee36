import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import classes from './system.module.css';
import type { SystemState } from './system-state.tsx';

export function SlowQueries({ queries }: { queries: SystemState['slowQueries'] }) {
  if (queries.length === 0) {
    return (
      <EmptyState
        headingLevel={3}
        title={t('No slow query')}
        text={t('Queries of this process that took long are listed here, without their values.')}
      />
    );
  }
  return (
    <div className={classes.table}>
      <DataTable caption={t('Slow queries, newest first')} maxHeightPx={320} isFocusable>
        <thead>
          <tr>
            <th scope="col">{t('Time')}</th>
            <th scope="col" className={tableClasses.number}>
              {t('Took (ms)')}
            </th>
            <th scope="col">SQL</th>
          </tr>
        </thead>
        <tbody>
          {queries.map(({ sql, durationMs, at }, index) => (
            // Two of the same text may end at the same instant.
            <tr key={`${at} ${index}`}>
              <th scope="row">
                <TimeText instant={at} />
              </th>
              <td className={tableClasses.number}>{formatNumber(Math.round(durationMs))}</td>
              <td>
                <div className={classes.long} title={sql}>
                  {sql}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

export function Migrations({ migrations }: { migrations: SystemState['migrations'] }) {
  return (
    <div className={classes.table}>
      <DataTable caption={t('Migrations, newest first')} maxHeightPx={320} isFocusable>
        <thead>
          <tr>
            <th scope="col">{t('Name')}</th>
            <th scope="col">{t('Applied')}</th>
          </tr>
        </thead>
        <tbody>
          {migrations.map(({ name, appliedAt }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{appliedAt ? <TimeText instant={appliedAt} /> : t('Not yet')}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}
