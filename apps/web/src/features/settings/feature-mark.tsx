import classes from './feature-mark.module.css';
import { useFeatures } from './use-features.ts';

type FeatureMarkProps = {
  featureKey: string;
  /** For whoever knows it newer than the settings that this tab has loaded. */
  name?: string;
};

/** A feature's name behind its colour. */
export function FeatureMark({ featureKey, name }: FeatureMarkProps) {
  const { nameOf, colourOf } = useFeatures();
  return (
    <span className={classes.mark}>
      <span className={classes.colour} style={{ background: colourOf(featureKey) }} aria-hidden="true" />
      <span className={classes.name}>{name ?? nameOf(featureKey)}</span>
    </span>
  );
}
