import { expect, test } from 'vitest';
import { toUsageView, UsageSearch } from './usage-search.ts';

const today = '2026-11-23';
const viewOf = (search: Record<string, string>) => toUsageView(UsageSearch.parse(search), today);
const last30 = { first: '2026-10-25', last: today };

test('without an address: 30 days by day and feature', () => {
  expect(viewOf({})).toEqual({
    range: last30,
    preset: '30d',
    unit: 'day',
    by: 'feature',
    hasComparison: false,
    isTable: false,
  });
});

const nonsense: [Record<string, string>, string][] = [
  [{ from: '2026-11-10', to: '2026-11-01' }, 'inverted'],
  [{ from: '2026-13-40', to: 'x' }, 'no days'],
  [{ from: '2027-01-01', to: '2027-02-01' }, 'in the future'],
  [{ from: '1900-01-01', to: today }, 'longer than two years'],
  [{ from: '2026-11-01' }, 'without an end'],
  [{ period: '13w', unit: 'minute', by: 'colour', compare: 'maybe', view: 'pie' }, 'nonsense'],
];

test.each(nonsense)('%j opens as the last 30 days: it is %s', (search) => {
  expect(viewOf(search)).toEqual(viewOf({}));
});

test('a range of its own goes before a preset and ends today at the latest', () => {
  const view = viewOf({ period: '7d', from: '2026-11-20', to: '2026-12-31', unit: 'hour' });
  expect(view).toMatchObject({ preset: null, range: { first: '2026-11-20', last: today }, unit: 'hour' });
});

test('a unit that the range is too long for is left out', () => {
  expect(viewOf({ period: '365d', unit: 'hour' }).unit).toBe('week');
});

test('parsing what was parsed changes nothing', () => {
  const search = { from: '2026-11-01', to: '2026-11-02', by: 'model', compare: 'yes', view: 'table' };
  expect(UsageSearch.parse(UsageSearch.parse(search))).toMatchObject(search);
});
