import { expect, test } from 'vitest';
import { dayIn, startsOfDays } from './local-time.ts';
import { cutPeriod, previousPeriod, resolvePeriod } from './period.ts';

const now = new Date('2026-11-23T12:00:00Z');
const iso = (dates: Date[]) => dates.map((date) => date.toISOString());

test('a day is the viewer’s day', () => {
  const at = new Date('2026-03-01T02:30:00Z');
  expect(dayIn('UTC', at)).toBe('2026-03-01');
  expect(dayIn('America/New_York', at)).toBe('2026-02-28');
  expect(dayIn('Asia/Tokyo', new Date('2026-02-28T15:00:00Z'))).toBe('2026-03-01');
});

test.each([
  ['Europe/Lisbon', '2026-03-29', ['2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z']],
  ['Europe/Lisbon', '2026-10-25', ['2026-10-24T23:00:00.000Z', '2026-10-26T00:00:00.000Z']],
  ['Asia/Kathmandu', '2026-05-01', ['2026-04-30T18:15:00.000Z', '2026-05-01T18:15:00.000Z']],
  ['Africa/Cairo', '2026-04-24', ['2026-04-23T22:00:00.000Z', '2026-04-24T21:00:00.000Z']],
  ['America/Havana', '2026-11-01', ['2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z']],
])('in %s the day %s begins and ends when its clocks say so', (timeZone, day, ends) => {
  expect(iso(startsOfDays(timeZone, [day]))).toEqual(ends);
});

test.each(['Europe/Lisbon', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Cairo', 'Pacific/Apia'])(
  'every instant of two years is in exactly one day of %s, and in the right one',
  (timeZone) => {
    const { days, bounds } = cutPeriod({ from: '2025-01-01', to: '2026-12-31' }, 'day', timeZone);
    expect(days).toHaveLength(730);
    for (const [index, day] of days.entries()) {
      const [start, end] = [bounds[index] ?? now, bounds[index + 1] ?? now];
      expect(dayIn(timeZone, start), day).toBe(day);
      expect(dayIn(timeZone, new Date(end.getTime() - 1)), day).toBe(day);
      expect(dayIn(timeZone, new Date(start.getTime() - 1)) < day).toBe(true);
    }
  },
);

test.each([
  ['2026-03-29', 23],
  ['2026-10-25', 25],
  ['2026-06-01', 24],
])('%s in Lisbon has %i hours', (day, hours) => {
  expect(cutPeriod({ from: day, to: day }, 'hour', 'Europe/Lisbon').days).toHaveLength(hours);
});

test('weeks begin on Monday, months on the first, and both are cut where the period is', () => {
  const period = { from: '2026-01-30', to: '2026-03-02' };
  expect(cutPeriod(period, 'week', 'UTC').days).toEqual([
    '2026-01-30',
    ...['2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23', '2026-03-02'],
  ]);
  expect(cutPeriod(period, 'month', 'UTC').days).toEqual(['2026-01-30', '2026-02-01', '2026-03-01']);
});

test.each([
  ['today', '2026-11-23', '2026-11-23'],
  ['yesterday', '2026-11-22', '2026-11-22'],
  ['last7Days', '2026-11-17', '2026-11-23'],
  ['last30Days', '2026-10-25', '2026-11-23'],
  ['last90Days', '2026-08-26', '2026-11-23'],
  ['thisMonth', '2026-11-01', '2026-11-23'],
  ['lastMonth', '2026-10-01', '2026-10-31'],
  ['last12Months', '2025-12-01', '2026-11-23'],
] as const)('%s is %s to %s', (preset, from, to) => {
  expect(resolvePeriod({ preset }, 'UTC', now)).toEqual({ from, to });
});

test('today is the viewer’s', () => {
  const late = new Date('2026-11-23T23:30:00Z');
  expect(resolvePeriod({ preset: 'today' }, 'Asia/Tokyo', late).from).toBe('2026-11-24');
});

test.each([
  ['it ends before it starts', { from: '2026-02-02', to: '2026-02-01' }],
  ['it has not begun', { from: '2026-11-24', to: '2026-11-25' }],
  ['it is longer than two years', { from: '2024-01-01', to: '2026-01-01' }],
])('a period is refused when %s', (_, period) => {
  expect(() => resolvePeriod(period, 'UTC', now)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
});

test('two whole years are a period, by the hour only 31 days', () => {
  const period = { from: '2024-01-01', to: '2025-12-31' };
  expect(cutPeriod(resolvePeriod(period, 'UTC', now), 'day', 'UTC').days).toHaveLength(731);
  expect(() => cutPeriod(period, 'hour', 'UTC')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
});

test('the previous period is as long, and of whole months as many months', () => {
  expect(previousPeriod({ from: '2026-03-10', to: '2026-03-12' })).toEqual({
    from: '2026-03-07',
    to: '2026-03-09',
  });
  expect(previousPeriod({ from: '2026-03-01', to: '2026-03-31' })).toEqual({
    from: '2026-02-01',
    to: '2026-02-28',
  });
});
