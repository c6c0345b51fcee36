import { Skeleton } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { skipToken } from '@tanstack/react-query';
import { QueryError } from '../../components/query-error.tsx';
import { formatDayAndYear, formatExact, formatLongMonth } from '../../format/dates.ts';
import { dayOf, hereZone, startOfDay } from '../../format/days.ts';
import { formatChange, formatNumber } from '../../format/numbers.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import type { kindLabels } from '../credits/labels.ts';
import type { UsageScope } from '../usage/use-usage-report.ts';
import { addMonths, daysOfMonth } from './months.ts';
import classes from './statement.module.css';
import { StatementUsage } from './statement-usage.tsx';

type StatementData = RouterOutputs['credits']['statement'];

/** Whose statement it is. */
export type Owner = { id: string; name: string | null; email: string | null };

type StatementProps = { month: string; owner: Owner; scope: Exclude<UsageScope, 'all'> };

/** A month of the account on one sheet: what it began with, what moved, what it ended with. */
export function Statement(props: StatementProps) {
  const statement = useStatement(props);
  if (statement.data) return <Sheet {...props} statement={statement.data} />;
  if (statement.error) {
    return (
      <QueryError
        title={t('The statement failed to load')}
        error={statement.error}
        onRetry={() => void statement.refetch()}
        isRetrying={statement.isFetching}
      />
    );
  }
  return <Skeleton height={480} radius="md" role="status" aria-label={t('Loading the statement')} />;
}

function useStatement({ month, scope }: StatementProps) {
  const input = {
    from: startOfDay(`${month}-01`).toISOString(),
    to: startOfDay(`${addMonths(month, 1)}-01`).toISOString(),
  };
  const own = trpc.credits.statement.useQuery(scope === 'own' ? input : skipToken);
  const ofUser = trpc.accounts.statement.useQuery(
    scope === 'own' ? skipToken : { userId: scope.userId, ...input },
  );
  return scope === 'own' ? own : ofUser;
}

function Sheet({ month, owner, scope, statement }: StatementProps & { statement: StatementData }) {
  const { first, last } = daysOfMonth(month);
  const isOver = last < dayOf(new Date());
  return (
    <article
      className={classes.sheet}
      aria-label={t('Statement for {month}', { month: formatLongMonth(month) })}
    >
      <header className={classes.head}>
        <div>
          <h2 className={classes.month}>{t('Statement for {month}', { month: formatLongMonth(month) })}</h2>
          <p className={classes.quiet}>
            {formatDayAndYear(first)} – {formatDayAndYear(last)}, {t('days in {zone}', { zone: hereZone })}
            {!isOver && `. ${t('The month is not over yet.')}`}
          </p>
        </div>
        <dl className={classes.owner}>
          <dt>{t('Account')}</dt>
          <dd>
            {owner.name ?? owner.email ?? t('No name')}
            {owner.name && owner.email && <span className={classes.line}>{owner.email}</span>}
            <code className={classes.line}>{owner.id}</code>
          </dd>
        </dl>
      </header>
      <Movements statement={statement} isOver={isOver} />
      <StatementUsage scope={scope} range={{ first, last }} />
      <p className={classes.foot}>
        {t('Made on {time}.', { time: formatExact(new Date()) })}{' '}
        {t('Credits are whole units; a balance counts what is spendable and what is held.')}
      </p>
    </article>
  );
}

function Movements({ statement, isOver }: { statement: StatementData; isOver: boolean }) {
  const { openingCredits, movements, closingCredits } = statement;
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>{t('Balance and movements')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('Movement')}</th>
          <th scope="col" className={classes.number}>
            {t('Entries')}
          </th>
          <th scope="col" className={classes.number}>
            {t('Credits')}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr className={classes.sum}>
          <th scope="row">{t('Opening balance')}</th>
          <td />
          <td className={classes.number}>{formatNumber(openingCredits)}</td>
        </tr>
        {movements.map(({ kind, entries, credits }) => (
          <tr key={kind}>
            <th scope="row">{t(pluralKinds[kind])}</th>
            <td className={classes.number}>{formatNumber(entries)}</td>
            <td className={classes.number}>{formatChange(credits)}</td>
          </tr>
        ))}
        {movements.length === 0 && (
          <tr>
            <th scope="row">{t('Nothing moved')}</th>
            <td className={classes.number}>0</td>
            <td className={classes.number}>0</td>
          </tr>
        )}
        <tr className={classes.sum}>
          <th scope="row">{isOver ? t('Closing balance') : t('Balance now')}</th>
          <td />
          <td className={classes.number}>{formatNumber(closingCredits)}</td>
        </tr>
      </tbody>
    </table>
  );
}

const pluralKinds: Record<keyof typeof kindLabels, PlainText> = {
  SPEND: 'Spends',
  REFUND: 'Refunds',
  GRANT: 'Grants',
  EXPIRY: 'Expiries',
  ADJUSTMENT: 'Adjustments',
};
