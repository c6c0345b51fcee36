import { Skeleton } from '@mantine/core';
import { ShortNumber } from '../../components/short-number.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { formatCredits, formatDecimal } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { useLast30Days } from '../usage/use-last-30-days.ts';
import { useUsageReport } from '../usage/use-usage-report.ts';
import type { Account } from './note.tsx';

export function AccountStats({ account }: { account: Account }) {
  const { data: usage, error } = useUsageReport('own', useLast30Days());
  const unknown = error ? '–' : <Skeleton height={20} width={72} my={4} />;
  return (
    <StatRow>
      <Stat
        label={t('Plan')}
        value={account.plan?.name ?? t('None')}
        note={
          account.plan
            ? t('{credits} each period', { credits: formatCredits(account.plan.credits) })
            : t('Credits from single grants only')
        }
      />
      <Stat
        label={t('Granted this month')}
        value={<ShortNumber value={account.grantedThisPeriod} />}
        unit={t('credits')}
        note={t('Since the first, UTC')}
      />
      <Stat
        label={t('Used in 30 days')}
        value={usage ? <ShortNumber value={usage.totals.creditsUsed} /> : unknown}
        {...(usage && { unit: t('credits') })}
        note={t('Net of refunds')}
      />
      <Stat
        label={t('A day, on average')}
        value={usage ? formatDecimal(usage.creditsPerDay) : unknown}
        {...(usage && { unit: t('credits') })}
        note={t('Over the last 30 days')}
      />
    </StatRow>
  );
}
