import { Skeleton } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { QueryError } from '../../components/query-error.tsx';
import { formatDayAndYear, formatExact, formatLongMonth } from '../../format/dates.ts';
import { dayOf, hereZone, startOfDay } from '../../format/days.ts';
import { formatChange, formatNumber } from '../../format/numbers.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import { useMe } from '../../shell/me.ts';
import { trpc } from '../../trpc/trpc.ts';
import type { kindLabels } from '../credits/labels.ts';
import { addMonths, daysOfMonth } from './months.ts';
import classes from './statement.module.css';
import { StatementUsage } from './statement-usage.tsx';

type StatementData = RouterOutputs['credits']['statement'];

/** A month of the account on one sheet: what it began with, what moved, what it ended with. */
export function Statement({ month }: { month: string }) {
  const input = {
    from: startOfDay(`${month}-01`).toISOString(),
    to: startOfDay(`${addMonths(month, 1)}-01`).toISOString(),
  };
  const statement = trpc.credits.statement.useQuery(input);
  if (statement.data) return <Sheet month={month} statement={statement.data} />;
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

function Sheet({ month, statement }: { month: string; statement: StatementData }) {
  const me = useMe();
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
            {me.name ?? me.email ?? t('No name')}
            {me.name && me.email && <span className={classes.line}>{me.email}</span>}
            <code className={classes.line}>{me.id}</code>
          </dd>
        </dl>
      </header>
      <Movements statement={statement} isOver={isOver} />
      <StatementUsage range={{ first, last }} />
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
