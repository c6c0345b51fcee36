import { expect, test } from 'vitest';
import { changePercent, OTHER, toBars, toChartSeries } from './report.ts';

const figures = (creditsUsed: number) => ({
  creditsUsed,
  creditsSpent: creditsUsed,
  creditsRefunded: 0,
  spends: 1,
  refunds: 0,
  creditsPerSpend: creditsUsed,
});
const buckets = ['2026-11-22', '2026-11-23'].map((day) => ({ day, startsAt: day, endsAt: day }));

function seriesOf(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    key: `k${index}`,
    name: `K${index}`,
    totals: figures(100 - index),
    creditsUsed: [60, 40 - index],
    creditsSpent: [60, 40 - index],
    creditsRefunded: [0, 0],
    spends: [1, 1],
  }));
}

test('what does not get a colour is summed, and nothing is lost', () => {
  const series = seriesOf(11);
  const drawn = toChartSeries({ series, buckets });
  expect(drawn).toHaveLength(9);
  expect(drawn.at(-1)).toEqual({ key: OTHER, name: '3 others', values: [180, 93], total: 273 });
  for (const [index, bar] of toBars(drawn, 2).entries()) {
    const sum = series.reduce((total, { creditsUsed }) => total + (creditsUsed[index] ?? 0), 0);
    expect(bar.reduce((total, value) => total + value, 0)).toBe(sum);
  }
});

test('as many as there are colours are drawn one by one', () => {
  expect(toChartSeries({ series: seriesOf(8), buckets }).map(({ key }) => key)).not.toContain(OTHER);
});

test.each([
  [150, 100, 50],
  [50, 100, -50],
  [0, 10, -100],
  [5, 0, null],
  [5, -3, null],
])('%i after %i is a change of %s percent', (now, before, percent) => {
  expect(changePercent(now, before)).toBe(percent);
});
