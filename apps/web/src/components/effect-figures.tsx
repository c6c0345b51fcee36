import classes from './effect-figures.module.css';

type Figure = {
  label: string;
  /** Null while it is not known. */
  value: string | null;
  direction?: 'up' | 'down' | undefined;
};

/** What an action does, in numbers: before, change, after. Screen readers hear it when it changes. */
export function EffectFigures({ label, figures }: { label: string; figures: Figure[] }) {
  return (
    <dl className={classes.figures} aria-live="polite" aria-label={label}>
      {figures.map((figure) => (
        <div className={classes.figure} key={figure.label}>
          <dt className={classes.label}>{figure.label}</dt>
          <dd className={classes.value} data-direction={figure.direction} data-empty={figure.value === null}>
            {figure.value ?? '–'}
          </dd>
        </div>
      ))}
    </dl>
  );
}
