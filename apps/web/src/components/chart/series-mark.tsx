import { useId } from 'react';
import { PatternDefs, patternOf } from './patterns.tsx';
import { colourOfSlot, type Series } from './series.ts';
import classes from './series-mark.module.css';

/** A name behind the colour and the pattern that it has in the chart. */
export function SeriesMark({ series: { label, slot } }: { series: Pick<Series, 'label' | 'slot'> }) {
  const scope = useId();
  const pattern = patternOf(scope, slot);
  return (
    <span className={classes.mark}>
      <svg className={classes.swatch} width={12} height={12} aria-hidden="true">
        <PatternDefs scope={scope} slots={[slot]} />
        <rect width={12} height={12} rx={2} fill={colourOfSlot(slot)} />
        {pattern && <rect width={12} height={12} rx={2} fill={pattern} />}
      </svg>
      <span className={classes.name}>{label}</span>
    </span>
  );
}
