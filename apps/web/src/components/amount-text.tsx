import { formatChange } from '../format/numbers.ts';
import classes from './amount-text.module.css';

/** A change of a balance: +5 in green when credits come in, −5 when they leave. */
export function AmountText({ change }: { change: number }) {
  return (
    <span className={classes.amount} data-direction={change > 0 ? 'in' : 'out'}>
      {formatChange(change)}
    </span>
  );
}
