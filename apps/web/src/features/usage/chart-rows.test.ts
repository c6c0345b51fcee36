import { expect, test } from 'vitest';
import { sumByFeature, toChartRows } from './chart-rows.ts';

const summary = {
  days: ['2026-11-21', '2026-11-22'],
  usage: [
    { day: '2026-11-21', featureKey: 'chat', creditsUsed: 3, operations: 3 },
    { day: '2026-11-21', featureKey: 'image', creditsUsed: 10, operations: 2 },
    { day: '2026-11-20', featureKey: 'chat', creditsUsed: 1, operations: 1 },
  ],
  creditsUsed: 14,
  creditsPerDay: 7,
  daysLeft: 10,
};

test('every day of the period has a row with every feature', () => {
  expect(toChartRows(summary, ['image', 'chat'])).toEqual([
    { day: '2026-11-21', image: 10, chat: 3 },
    { day: '2026-11-22', image: 0, chat: 0 },
  ]);
});

test('totals are ordered by credits', () => {
  expect(sumByFeature(summary)).toEqual([
    { featureKey: 'image', creditsUsed: 10, operations: 2 },
    { featureKey: 'chat', creditsUsed: 4, operations: 4 },
  ]);
});
