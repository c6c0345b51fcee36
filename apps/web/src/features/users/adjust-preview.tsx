import { formatChange, formatNumber } from '../../format/numbers.ts';
import classes from './adjust-preview.module.css';
import type { AdjustmentPlan } from './adjustment.ts';

type AdjustPreviewProps = { creditsRemaining: number; plan: AdjustmentPlan };

/** The spendable balance now, the change, and what will be. */
export function AdjustPreview({ creditsRemaining, plan }: AdjustPreviewProps) {
  const isPossible = plan.state === 'possible';
  const direction = isPossible ? (plan.deltaCredits > 0 ? 'up' : 'down') : undefined;
  return (
    <dl className={classes.preview} aria-live="polite" aria-label="Spendable credits">
      <div className={classes.figure}>
        <dt className={classes.label}>Spendable</dt>
        <dd className={classes.value}>{formatNumber(creditsRemaining)}</dd>
      </div>
      <div className={classes.figure}>
        <dt className={classes.label}>Change</dt>
        <dd className={classes.value} data-direction={direction} data-empty={!isPossible}>
          {isPossible ? formatChange(plan.deltaCredits) : '–'}
        </dd>
      </div>
      <div className={classes.figure}>
        <dt className={classes.label}>Afterwards</dt>
        <dd className={classes.value} data-empty={!isPossible}>
          {isPossible ? formatNumber(plan.resultCredits) : '–'}
        </dd>
      </div>
    </dl>
  );
}
