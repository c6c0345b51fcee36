import classes from './wordmark.module.css';

const turns = [0, 60, 120];

export function Wordmark() {
  return (
    <span className={classes.wordmark}>
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" className={classes.rosette}>
        {turns.map((turn) => (
          <ellipse key={turn} cx="12" cy="12" rx="10.5" ry="4.4" transform={`rotate(${turn} 12 12)`} />
        ))}
      </svg>
      Scrip
    </span>
  );
}
