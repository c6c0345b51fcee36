import classes from './feature-mark.module.css';
import { useFeatures } from './use-features.ts';

/** A feature's name behind its colour. */
export function FeatureMark({ featureKey }: { featureKey: string }) {
  const { nameOf, colourOf } = useFeatures();
  return (
    <span className={classes.mark}>
      <span className={classes.colour} style={{ background: colourOf(featureKey) }} aria-hidden="true" />
      <span className={classes.name}>{nameOf(featureKey)}</span>
    </span>
  );
}
