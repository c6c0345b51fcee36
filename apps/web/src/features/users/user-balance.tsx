import { AnimatedNumber } from '../../components/animated-number.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { formatCredits, formatNumber } from '../../format/numbers.ts';
import type { UserDetail } from './use-user.ts';

export function UserBalance({ account }: Pick<UserDetail, 'account'>) {
  const { plan, lowThreshold, isLow } = account;
  return (
    <StatRow>
      <Stat
        label="Spendable"
        value={<AnimatedNumber value={account.creditsRemaining} />}
        unit="credits"
        note={`${isLow ? 'Low: at or below' : 'Low at'} ${formatNumber(lowThreshold)}`}
      />
      <Stat
        label="Held"
        value={<AnimatedNumber value={account.creditsHeld} />}
        unit="credits"
        note="Set aside for work under way"
      />
      <Stat
        label="Granted this month"
        value={formatNumber(account.grantedThisPeriod)}
        unit="credits"
        note="Since the first, UTC"
      />
      <Stat
        label="Plan"
        value={plan?.name ?? 'None'}
        note={plan ? `${formatCredits(plan.credits)} each period` : 'Credits from single grants only'}
      />
    </StatRow>
  );
}
