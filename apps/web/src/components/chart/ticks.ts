/** Steps that are easy to count in; credits are whole, so none is below 1. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  return Math.max(1, factor * power);
}

/** Round numbers from at or below `min` to at or above `max`, about `count` of them. */
export function niceTicks([min, max]: [number, number], count: number): number[] {
  const step = niceStep((max - min) / Math.max(1, count - 1));
  const first = Math.floor(min / step);
  const last = Math.max(Math.ceil(max / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** Which of `count` labels are shown when each may take `labelPx` and `stepPx` lie between two. */
export function labelStride(count: number, stepPx: number, labelPx: number): number {
  if (count === 0 || stepPx <= 0) return 1;
  const strides = [1, 2, 3, 4, 6, 7, 12, 14, 24, 28, 30, 48, 60, 90, 120, 168, 180, 365];
  return strides.find((stride) => stride * stepPx >= labelPx) ?? count;
}
