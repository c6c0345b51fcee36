import { rosettePath } from '../theme/guilloche.ts';
import classes from './wordmark.module.css';

const rosette = rosettePath({ cx: 12, cy: 12, radius: 8, depth: 0.3, petals: 6, strands: 2, points: 120 });

export function Wordmark() {
  return (
    <span className={classes.wordmark}>
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" className={classes.rosette}>
        <path d={rosette} />
      </svg>
      Scrip
    </span>
  );
}
