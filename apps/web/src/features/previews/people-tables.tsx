import { Link } from '@tanstack/react-router';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { formatChange, formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { nameOf } from '../users/user-name.ts';
import type { PreviewResult } from './preview-words.ts';
import classes from './previews.module.css';

type PayingUsersProps = { title: string; users: PreviewResult['winners'] };

export function PayingUsers({ title, users }: PayingUsersProps) {
  return (
    <section className={classes.section} aria-label={title}>
      <h3 className={classes.title}>{title}</h3>
      {users.length === 0 ? (
        <p className={classes.note}>{t('Nobody')}</p>
      ) : (
        <DataTable caption={title}>
          <thead>
            <tr>
              <th scope="col">{t('User')}</th>
              <th scope="col" className={tableClasses.number}>
                {t('Before (credits)')}
              </th>
              <th scope="col" className={tableClasses.number}>
                {t('After (credits)')}
              </th>
              <th scope="col" className={tableClasses.number}>
                {t('Change')}
              </th>
            </tr>
          </thead>
          <tbody>
            {users.map((user) => (
              <tr key={user.userId}>
                <th scope="row">
                  <Link to="/admin/users/$userId" params={{ userId: user.userId }}>
                    {nameOf(user)}
                  </Link>
                </th>
                <td className={tableClasses.number}>{formatNumber(user.netBefore)}</td>
                <td className={tableClasses.number}>{formatNumber(user.netAfter)}</td>
                <td className={tableClasses.number}>{formatChange(user.netAfter - user.netBefore)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </section>
  );
}

/** Whose balance would not have paid for something, and for what. */
export function RunOuts({ result }: { result: PreviewResult }) {
  const { runOuts, usersWithRunOut } = result;
  return (
    <section className={classes.section} aria-labelledby="effect-run-outs">
      <h3 id="effect-run-outs" className={classes.title}>
        {t('Who would have run out')}
      </h3>
      {runOuts.length === 0 ? (
        <p className={classes.note}>{t('Nobody')}</p>
      ) : (
        <DataTable caption={t('Users who would have run out, the first to do so first')} maxHeightPx={330}>
          <thead>
            <tr>
              <th scope="col">{t('User')}</th>
              <th scope="col">{t('When')}</th>
              <th scope="col" className={tableClasses.number}>
                {t('Missing (credits)')}
              </th>
            </tr>
          </thead>
          <tbody>
            {runOuts.map((runOut) => (
              <tr key={runOut.userId}>
                <th scope="row">
                  <Link
                    to="/admin/users/$userId"
                    params={{ userId: runOut.userId }}
                    search={{ entry: runOut.entryId }}
                  >
                    {nameOf(runOut)}
                  </Link>
                </th>
                <td>
                  <TimeText instant={runOut.at} />
                </td>
                <td className={tableClasses.number}>{formatNumber(runOut.missingCredits)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {usersWithRunOut > runOuts.length && (
        <p className={classes.note}>
          {t('The first {shown} of {count}.', { shown: runOuts.length, count: usersWithRunOut })}
        </p>
      )}
    </section>
  );
}
