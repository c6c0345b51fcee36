import { arcPath, tickPath } from '../../components/arc.ts';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import classes from './balance-gauge.module.css';
import { computeGauge } from './gauge.ts';
import type { Account } from './note.tsx';

const SIZE = 132;
const arc = { centrePx: SIZE / 2, radiusPx: SIZE / 2 - 9 };

/** How much of what the grants gave is left, with a mark where it becomes low. */
export function BalanceGauge({ account }: { account: Account }) {
  const { full, left, held, low } = computeGauge(account);
  if (full === 0) return null;
  const { creditsRemaining, lowThreshold, isLow } = account;
  const words = t('{credits} of {full} left; low at {threshold}', {
    credits: formatCredits(creditsRemaining),
    full,
    threshold: lowThreshold,
  });
  return (
    <div className={classes.gauge} title={`${words}. ${t('The mark is where it becomes low.')}`}>
      <meter
        className="visually-hidden"
        aria-label={t('Left of the grants')}
        max={full}
        low={Math.min(lowThreshold, full)}
        value={Math.max(0, creditsRemaining)}
        aria-valuetext={words}
      />
      <svg viewBox={`0 0 ${SIZE} ${SIZE - 16}`} aria-hidden="true">
        <path className={classes.track} d={arcPath(arc, 0, 1)} />
        <path className={classes.held} d={arcPath(arc, left, Math.min(1, left + held))} />
        <path className={classes.left} data-low={isLow} d={arcPath(arc, 0, left)} />
        {low > 0 && low < 1 && <path className={classes.low} d={tickPath(arc, low, 18)} />}
      </svg>
      <div className={classes.words} aria-hidden="true">
        <span className={classes.percent}>{Math.round(left * 100)} %</span>
        <span className={classes.note}>{t('left of {full}', { full })}</span>
      </div>
    </div>
  );
}
