import { Skeleton } from '@mantine/core';
import { Stat, StatRow } from '../../components/stat.tsx';
import { formatCredits, formatNumber } from '../../format/numbers.ts';
import { trpc } from '../../trpc/trpc.ts';
import { describeBurn } from '../usage/burn.ts';
import { usagePeriod } from '../usage/usage-period.ts';
import type { Account } from './note.tsx';

export function AccountStats({ account }: { account: Account }) {
  const { data: usage, error } = trpc.usage.summary.useQuery(usagePeriod);
  const burn = usage && describeBurn(usage);
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
        value={formatNumber(account.grantedThisPeriod)}
        unit="credits"
        note="Since the first, UTC"
      />
      <Stat
        label="Used in 30 days"
        value={usage ? formatNumber(usage.creditsUsed) : unknown}
        {...(usage && { unit: 'credits' })}
        note="Net of refunds"
      />
      <Stat
        label="Lasts about"
        value={burn?.value ?? unknown}
        {...(burn?.unit && { unit: burn.unit })}
        note={burn?.note}
      />
    </StatRow>
  );
}
