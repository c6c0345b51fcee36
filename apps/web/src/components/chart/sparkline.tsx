import classes from './sparkline.module.css';

const WIDTH = 96;
const HEIGHT = 20;

/** The course of a few numbers beside the total; only for the eye, the table of the chart has them all. */
export function Sparkline({ values, colour }: { values: readonly number[]; colour: string }) {
  const max = Math.max(1, ...values);
  const min = Math.min(0, ...values);
  const x = (index: number) => (values.length < 2 ? WIDTH : (index / (values.length - 1)) * WIDTH);
  const y = (value: number) => HEIGHT - 1 - ((value - min) / (max - min)) * (HEIGHT - 2);
  const line = values.map((value, index) => `${x(index).toFixed(1)} ${y(value).toFixed(1)}`).join('L');
  if (values.length === 0) return null;
  const zero = y(0).toFixed(1);
  return (
    <svg className={classes.sparkline} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path d={`M0 ${zero}L${line}L${WIDTH} ${zero}z`} fill={colour} opacity={0.18} />
      <path d={`M${line}`} fill="none" stroke={colour} strokeWidth={1.5} strokeLinejoin="round" />
    </svg>
  );
}
