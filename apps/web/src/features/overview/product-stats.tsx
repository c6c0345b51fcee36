import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ShortNumber } from '../../components/short-number.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { formatDecimal, formatNumber } from '../../format/numbers.ts';
import { trpc } from '../../trpc/trpc.ts';
import { formatPrice } from '../plans/price.ts';
import { useLast30Days } from '../usage/use-last-30-days.ts';
import { useUsageReport } from '../usage/use-usage-report.ts';

const REFRESH_MS = 60_000;

/** What everybody used, and what subscriptions bring. */
export function ProductStats() {
  const usage = useUsageReport('all', useLast30Days());
  const figures = trpc.subscriptions.figures.useQuery({ months: 1 }, { refetchInterval: REFRESH_MS });
  const { totals, creditsPerDay, activeUsers } = usage.data ?? {};
  const { mrr, activeUsers: subscribers, trialUsers } = figures.data ?? {};
  const unknown = (error: unknown): ReactNode => (error ? '–' : <Skeleton height={20} width={72} my={4} />);
  return (
    <StatRow>
      <Stat
        label="Credits used"
        value={totals ? <ShortNumber value={totals.creditsUsed} /> : unknown(usage.error)}
        unit="credits"
        note={
          creditsPerDay === undefined
            ? 'Net of refunds'
            : `${formatDecimal(creditsPerDay)} a day, net of refunds`
        }
      />
      <Stat
        label="Refunded"
        value={totals ? <ShortNumber value={totals.creditsRefunded} /> : unknown(usage.error)}
        unit="credits"
        note={
          totals
            ? `${formatNumber(totals.refunds)} of ${formatNumber(totals.spends)} spends`
            : 'Of all spends'
        }
      />
      <Stat
        label="Active users"
        value={activeUsers == null ? unknown(usage.error) : formatNumber(activeUsers)}
        note="With a spend or a refund"
      />
      <Stat
        label="MRR"
        value={
          mrr
            ? mrr.map(({ cents, currency }) => formatPrice(cents, currency)).join(' + ') || '–'
            : unknown(figures.error)
        }
        note={<Link to="/admin/billing/figures">Recurring, per month</Link>}
      />
      <Stat
        label="Subscribers"
        value={subscribers === undefined ? unknown(figures.error) : formatNumber(subscribers)}
        note={trialUsers === undefined ? 'Active now' : `${formatNumber(trialUsers)} more in a free trial`}
      />
    </StatRow>
  );
}
