import { stackValues } from './stack.ts';

export type Plot = {
  widthPx: number;
  heightPx: number;
  /** The lowest and the highest value that is drawn. */
  min: number;
  max: number;
  count: number;
};

export const stepOf = ({ widthPx, count }: Plot): number => (count === 0 ? widthPx : widthPx / count);

const MAX_BAR_PX = 34;

function barWidth(plot: Plot): number {
  const step = stepOf(plot);
  return Math.max(1, Math.min(MAX_BAR_PX, step < 4 ? step : step * 0.74));
}

export function yOf({ heightPx, min, max }: Plot, value: number): number {
  return heightPx - ((value - min) / (max - min)) * heightPx;
}

/** Which bar lies at `x`, the nearest one outside of the plot. */
export function indexAt(plot: Plot, x: number): number {
  return Math.max(0, Math.min(plot.count - 1, Math.floor(x / stepOf(plot))));
}

const round = (px: number) => Math.round(px * 100) / 100;

/** One path for each series: all its parts of all bars. */
export function seriesPaths(plot: Plot, bars: readonly (readonly number[])[], seriesCount: number): string[] {
  const paths = Array.from({ length: seriesCount }, () => '');
  const step = stepOf(plot);
  const width = barWidth(plot);
  for (const [index, values] of bars.entries()) {
    const x = round(index * step + (step - width) / 2);
    for (const { series, from, to } of stackValues(values)) {
      const y = round(yOf(plot, from));
      paths[series] += `M${x} ${y}h${round(width)}V${round(yOf(plot, to))}h${-round(width)}z`;
    }
  }
  return paths;
}

/** A short line at each value but zero, as wide as its bar and a little more. */
export function markPath(plot: Plot, marks: readonly number[]): string {
  const step = stepOf(plot);
  const width = Math.min(step, barWidth(plot) + 6);
  return marks
    .map(
      (value, index) =>
        `M${round(index * step + (step - width) / 2)} ${round(yOf(plot, value))}h${round(width)}`,
    )
    .join('');
}
