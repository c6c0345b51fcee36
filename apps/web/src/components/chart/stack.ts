export type Segment = { series: number; from: number; to: number };

/**
 * Puts the values of one bar on top of one another: what is above zero upwards, what is below zero downwards (refunds of
 * earlier days can outweigh a day's spends).
 */
export function stackValues(values: readonly number[]): Segment[] {
  let top = 0;
  let bottom = 0;
  const segments: Segment[] = [];
  for (const [series, value] of values.entries()) {
    if (value === 0) continue;
    const from = value > 0 ? top : bottom;
    segments.push({ series, from, to: from + value });
    if (value > 0) top += value;
    else bottom += value;
  }
  return segments;
}

/** The lowest and the highest point of all bars and marks; zero is always within. */
export function extentOf(bars: readonly (readonly number[])[], marks: readonly number[]): [number, number] {
  let min = 0;
  let max = 0;
  for (const values of bars) {
    let top = 0;
    let bottom = 0;
    for (const value of values) {
      if (value > 0) top += value;
      else bottom += value;
    }
    if (top > max) max = top;
    if (bottom < min) min = bottom;
  }
  for (const mark of marks) {
    if (mark > max) max = mark;
    if (mark < min) min = mark;
  }
  return [min, max];
}
