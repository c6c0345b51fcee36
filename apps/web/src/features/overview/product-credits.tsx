import { Skeleton } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { ShortNumber } from '../../components/short-number.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { hereZone } from '../../format/days.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { useLast30Days } from '../usage/use-last-30-days.ts';

const REFRESH_MS = 60_000;

/** What came into all accounts and left them other than by use, and what all users own now. */
export function ProductCredits() {
  const { first, last } = useLast30Days().range;
  const movements = trpc.usage.movementsOfAll.useQuery(
    { period: { from: first, to: last }, timeZone: hereZone },
    { refetchInterval: REFRESH_MS, placeholderData: keepPreviousData },
  );
  const { data, error } = movements;
  const shown = (credits: number | undefined) => {
    if (credits !== undefined) return <ShortNumber value={credits} />;
    return error ? '–' : <Skeleton height={20} width={72} my={4} />;
  };
  return (
    <StatRow>
      <Stat
        label={t('Granted')}
        value={shown(data?.grantedCredits)}
        unit={t('credits')}
        note={t('By plans, purchases, promotions and admins')}
      />
      <Stat
        label={t('Expired unused')}
        value={shown(data?.expiredCredits)}
        unit={t('credits')}
        note={t('At the end of their grants')}
      />
      <Stat
        label={t('Adjusted')}
        value={shown(data?.adjustedCredits)}
        unit={t('credits')}
        note={t('Corrections and what was taken back')}
      />
      <Stat
        label={t('Outstanding')}
        value={shown(data?.outstandingCredits)}
        unit={t('credits')}
        note={t('What all users own now')}
      />
    </StatRow>
  );
}
