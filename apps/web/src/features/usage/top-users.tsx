import type { RouterOutputs } from '@scrip/api';
import { keepPreviousData } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { ShortNumber } from '../../components/short-number.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { hereZone } from '../../format/days.ts';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { nameOf } from '../users/user-name.ts';
import type { DayRange } from './period.ts';
import classes from './usage.module.css';

const COUNT = 10;
const REFRESH_MS = 20_000;

/** Admins: who used most in these days. */
export function TopUsers({ range }: { range: DayRange }) {
  const top = trpc.usage.topUsers.useQuery(
    { period: { from: range.first, to: range.last }, timeZone: hereZone, limit: COUNT },
    { refetchInterval: REFRESH_MS, placeholderData: keepPreviousData },
  );
  return (
    <Panel title={t('Top users')}>
      {top.data?.length === 0 ? (
        <EmptyState
          headingLevel={3}
          title={t('Nobody used credits')}
          text={t('Who uses most stands here, with a link.')}
        />
      ) : top.data ? (
        <div className={classes.table}>
          <TopTable users={top.data} />
        </div>
      ) : top.error ? (
        <QueryError
          title={t('The top users failed to load')}
          error={top.error}
          onRetry={() => void top.refetch()}
          isRetrying={top.isFetching}
        />
      ) : (
        <TableSkeleton rows={COUNT} label={t('Loading the top users')} />
      )}
    </Panel>
  );
}

type TopUser = RouterOutputs['usage']['topUsers'][number];

function TopTable({ users }: { users: TopUser[] }) {
  return (
    <DataTable caption={t('Who used most, net of refunds')}>
      <thead>
        <tr>
          <th scope="col">{t('User')}</th>
          {[t('Used, credits'), t('Refunded, credits'), t('Spends')].map((name) => (
            <th key={name} scope="col" className={tableClasses.number}>
              {name}
            </th>
          ))}
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
            <td className={tableClasses.number}>
              <ShortNumber value={user.totals.creditsUsed} />
            </td>
            <td className={tableClasses.number}>
              <ShortNumber value={user.totals.creditsRefunded} />
            </td>
            <td className={tableClasses.number}>{formatNumber(user.totals.spends)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
