import { AnimatedNumber } from '../../components/animated-number.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { formatCredits, formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import type { UserDetail } from './use-user.ts';

export function UserBalance({ account }: Pick<UserDetail, 'account'>) {
  const { plan, lowThreshold, isLow } = account;
  return (
    <StatRow>
      <Stat
        label={t('Spendable')}
        value={<AnimatedNumber value={account.creditsRemaining} />}
        unit={t('credits')}
        note={
          isLow
            ? t('Low: at or below {threshold}', { threshold: lowThreshold })
            : t('Low at {threshold}', { threshold: lowThreshold })
        }
      />
      <Stat
        label={t('Held')}
        value={<AnimatedNumber value={account.creditsHeld} />}
        unit={t('credits')}
        note={t('Set aside for work under way')}
      />
      <Stat
        label={t('Granted this month')}
        value={formatNumber(account.grantedThisPeriod)}
        unit={t('credits')}
        note={t('Since the first, UTC')}
      />
      <Stat
        label={t('Plan')}
        value={plan?.name ?? t('No plan')}
        note={
          plan
            ? t('{credits} each period', { credits: formatCredits(plan.credits) })
            : t('Credits from single grants only')
        }
      />
    </StatRow>
  );
}
