import { Skeleton } from '@mantine/core';
import { ShortNumber } from '../../components/short-number.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { formatCredits, formatDecimal } from '../../format/numbers.ts';
import { useLast30Days } from '../usage/use-last-30-days.ts';
import { useUsageReport } from '../usage/use-usage-report.ts';
import type { Account } from './note.tsx';

export function AccountStats({ account }: { account: Account }) {
  const { data: usage, error } = useUsageReport('own', useLast30Days());
  const unknown = error ? '–' : <Skeleton height={20} width={72} my={4} />;
  return (
    <StatRow>
      <Stat
        label="Plan"
        value={account.plan?.name ?? 'None'}
        note={
          account.plan
            ? `${formatCredits(account.plan.credits)} each period`
            : 'Credits from single grants only'
        }
      />
      <Stat
        label="Granted this month"
        value={<ShortNumber value={account.grantedThisPeriod} />}
        unit="credits"
        note="Since the first, UTC"
      />
      <Stat
        label="Used in 30 days"
        value={usage ? <ShortNumber value={usage.totals.creditsUsed} /> : unknown}
        {...(usage && { unit: 'credits' })}
        note="Net of refunds"
      />
      <Stat
        label="A day, on average"
        value={usage ? formatDecimal(usage.creditsPerDay) : unknown}
        {...(usage && { unit: 'credits' })}
        note="Over the last 30 days"
      />
    </StatRow>
  );
}
