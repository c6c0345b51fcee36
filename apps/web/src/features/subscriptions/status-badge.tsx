import classes from './subscription.module.css';
import { type SubscriptionItem, statusLabel, statusTone } from './subscription-words.ts';

export function StatusBadge({ item }: { item: Pick<SubscriptionItem, 'status' | 'isFreeTrial'> }) {
  return (
    <span className={classes.status} data-tone={statusTone(item)}>
      {statusLabel(item)}
    </span>
  );
}
