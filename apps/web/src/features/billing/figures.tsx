import { Skeleton } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { formatMonth } from '../../format/dates.ts';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { formatMoney } from '../plans/price.ts';
import { usePlanNames } from '../plans/use-plans.ts';
import classes from '../system/system.module.css';

type Figures = RouterOutputs['subscriptions']['figures'];
type Month = Figures['months'][number];

const REFRESH_MS = 60_000;

/** What subscriptions bring, by month and plan. */
export function Figures() {
  const { data, error, refetch, isFetching } = trpc.subscriptions.figures.useQuery(
    { months: 12 },
    { refetchInterval: REFRESH_MS },
  );
  if (!data) {
    if (!error)
      return <Skeleton height={320} radius="md" role="status" aria-label={t('Loading the figures')} />;
    return (
      <QueryError
        title={t('The figures failed to load')}
        error={error}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    );
  }
  return (
    <div className={classes.stack}>
      <Now figures={data} />
      <Panel title={t('By month')}>
        <Months months={data.months.toReversed()} />
      </Panel>
      <Panel title={t('By plan and month')}>
        <Plans months={data.months.toReversed()} />
      </Panel>
    </div>
  );
}

function Now({ figures: { mrr, arr, activeUsers, trialUsers, months } }: { figures: Figures }) {
  const month = months.at(-1);
  return (
    <StatRow>
      <Stat label={t('MRR')} value={formatMoney(mrr)} note={t('Recurring, per month')} />
      <Stat label={t('ARR')} value={formatMoney(arr)} note={t('Twelve times MRR')} />
      <Stat
        label={t('Active')}
        value={formatNumber(activeUsers)}
        unit={activeUsers === 1 ? t('subscriber') : t('subscribers')}
        note={t('{count} more in a free trial', { count: trialUsers })}
      />
      <Stat label={t('New')} value={formatNumber(month?.newUsers ?? 0)} note={t('This month')} />
      <Stat label={t('Churned')} value={formatNumber(month?.churnedUsers ?? 0)} note={t('This month')} />
    </StatRow>
  );
}

function FiguresHead({ withPlan, withTrials }: { withPlan?: boolean; withTrials?: boolean }) {
  const numbers = [t('MRR'), t('Active'), ...(withTrials ? [t('Trials')] : []), t('New'), t('Churned')];
  return (
    <thead>
      <tr>
        <th scope="col">{t('Month')}</th>
        {withPlan && <th scope="col">{t('Plan')}</th>}
        {numbers.map((label) => (
          <th key={label} scope="col" className={tableClasses.number}>
            {label}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Numbers({ values }: { values: (number | string)[] }) {
  return values.map((value, index) => (
    // The columns never change their order.
    <td key={index} className={tableClasses.number}>
      {typeof value === 'number' ? formatNumber(value) : value}
    </td>
  ));
}

function Months({ months }: { months: Month[] }) {
  return (
    <div className={classes.table}>
      <DataTable caption={t('Figures by month, newest first')} isFocusable>
        <FiguresHead withTrials />
        <tbody>
          {months.map((it) => (
            <tr key={it.month}>
              <th scope="row">{formatMonth(it.month)}</th>
              <Numbers
                values={[formatMoney(it.mrr), it.activeUsers, it.trialUsers, it.newUsers, it.churnedUsers]}
              />
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

function Plans({ months }: { months: Month[] }) {
  const names = usePlanNames();
  const rows = months.flatMap(({ month, plans }) => plans.map((plan) => ({ month, ...plan })));
  if (rows.length === 0) {
    return (
      <EmptyState
        headingLevel={3}
        title={t('No subscriptions in these months')}
        text={t('What each plan brings is listed here once somebody subscribes.')}
      />
    );
  }
  return (
    <div className={classes.table}>
      <DataTable caption={t('Figures by plan and month, newest first')} maxHeightPx={420} isFocusable>
        <FiguresHead withPlan />
        <tbody>
          {rows.map((it) => (
            <tr key={`${it.month} ${it.planKey}`}>
              <th scope="row">{formatMonth(it.month)}</th>
              <td>{names.get(it.planKey) ?? it.planKey}</td>
              <Numbers values={[formatMoney(it.mrr), it.activeUsers, it.newUsers, it.churnedUsers]} />
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}
