import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ShortNumber } from '../../components/short-number.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { formatDecimal, formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { formatMoney } from '../plans/price.ts';
import { useLast30Days } from '../usage/use-last-30-days.ts';
import { useUsageReport } from '../usage/use-usage-report.ts';

const REFRESH_MS = 60_000;

/** What everybody used, and what subscriptions bring. */
export function ProductStats() {
  const usage = useUsageReport('all', useLast30Days());
  const figures = trpc.subscriptions.figures.useQuery({ months: 1 }, { refetchInterval: REFRESH_MS });
  const { totals, creditsPerDay, activeUsers } = usage.data ?? {};
  const { mrr, arr, activeUsers: subscribers, trialUsers, months } = figures.data ?? {};
  const churned = months?.at(-1)?.churnedUsers ?? 0;
  const unknown = (error: unknown): ReactNode => (error ? '–' : <Skeleton height={20} width={72} my={4} />);
  return (
    <StatRow>
      <Stat
        label={t('Credits used')}
        value={totals ? <ShortNumber value={totals.creditsUsed} /> : unknown(usage.error)}
        unit={t('credits')}
        note={
          creditsPerDay === undefined
            ? t('Net of refunds')
            : t('{credits} a day, net of refunds', { credits: formatDecimal(creditsPerDay) })
        }
      />
      <Stat
        label={t('Refunded')}
        value={totals ? <ShortNumber value={totals.creditsRefunded} /> : unknown(usage.error)}
        unit={t('credits')}
        note={
          totals
            ? t('{refunds} of {spends} spends', { refunds: totals.refunds, spends: totals.spends })
            : t('Of all spends')
        }
      />
      <Stat
        label={t('Active users')}
        value={activeUsers == null ? unknown(usage.error) : formatNumber(activeUsers)}
        note={t('With a spend or a refund')}
      />
      <Stat
        label={t('MRR')}
        value={mrr ? formatMoney(mrr) : unknown(figures.error)}
        note={
          <Link to="/admin/billing/figures">
            {arr ? t('ARR {amount}', { amount: formatMoney(arr) }) : t('Recurring, per month')}
          </Link>
        }
      />
      <Stat
        label={t('Subscribers')}
        value={subscribers === undefined ? unknown(figures.error) : formatNumber(subscribers)}
        note={
          trialUsers === undefined
            ? t('Active now')
            : t('{trials} more in a free trial, {churned} left this month', { trials: trialUsers, churned })
        }
      />
    </StatRow>
  );
}
