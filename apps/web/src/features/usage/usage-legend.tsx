import { formatNumber } from '../../format/numbers.ts';
import { FeatureMark } from '../settings/feature-mark.tsx';
import type { FeatureTotal } from './chart-rows.ts';
import classes from './usage-legend.module.css';

export function UsageLegend({ totals }: { totals: FeatureTotal[] }) {
  return (
    <ul className={classes.legend} aria-label="Credits by feature">
      {totals.map(({ featureKey, creditsUsed }) => (
        <li key={featureKey} className={classes.item}>
          <FeatureMark featureKey={featureKey} />
          <span className={classes.total}>{formatNumber(creditsUsed)} credits</span>
        </li>
      ))}
    </ul>
  );
}
