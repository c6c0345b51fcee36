import { invalidInput } from '../errors.ts';
import {
  addDays,
  addMonths,
  dayIn,
  daysBetween,
  hoursBetween,
  startsOfDays,
  weekdayOf,
} from './local-time.ts';
import type { UsageDays, UsageGrain, UsagePeriod, UsagePreset } from './period-schema.ts';

const MAX_DAYS = 731;
const MAX_DAYS_BY_HOUR = 31;

/** A period cut into buckets: `bounds` are their starts and the end of the last. */
export type CutPeriod = UsageDays & { bounds: Date[]; days: string[] };

const presets: Record<UsagePreset, (today: string) => UsageDays> = {
  today: (today) => ({ from: today, to: today }),
  yesterday: (today) => ({ from: addDays(today, -1), to: addDays(today, -1) }),
  last7Days: (today) => ({ from: addDays(today, -6), to: today }),
  last30Days: (today) => ({ from: addDays(today, -29), to: today }),
  last90Days: (today) => ({ from: addDays(today, -89), to: today }),
  thisMonth: (today) => ({ from: addMonths(today, 0), to: today }),
  lastMonth: (today) => ({ from: addMonths(today, -1), to: addDays(addMonths(today, 0), -1) }),
  last12Months: (today) => ({ from: addMonths(today, -11), to: today }),
};

/** The days that a period means now. @throws INVALID_INPUT: it ends before it starts, is too long, or lies ahead. */
export function resolvePeriod(period: UsagePeriod, timeZone: string, now: Date): UsageDays {
  const today = dayIn(timeZone, now);
  if ('preset' in period) return presets[period.preset](today);
  const { from, to } = period;
  if (from > to) throw invalidInput('period.to', 'A period ends on or after the day on which it starts.');
  if (from > today) throw invalidInput('period.from', 'This period has not begun yet.');
  if (daysBetween(from, to) >= MAX_DAYS) throw invalidInput('period.to', 'A period has at most two years.');
  return period;
}

/** As many days right before; for whole months, as many months. */
export function previousPeriod({ from, to }: UsageDays): UsageDays {
  const isWholeMonths = from.endsWith('-01') && addDays(to, 1).endsWith('-01');
  if (!isWholeMonths) return { from: addDays(from, -daysBetween(from, to) - 1), to: addDays(from, -1) };
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number);
  const months = (toYear - fromYear) * 12 + toMonth - fromMonth + 1;
  return { from: addMonths(from, -months), to: addDays(from, -1) };
}

/** The first instant of a period that is cut, and the one right after it. */
export function endsOf(bounds: Date[]): { from: Date; to: Date } {
  const [from = new Date(0)] = bounds;
  return { from, to: bounds.at(-1) ?? from };
}

/** @throws INVALID_INPUT for more hours than anybody can look at. */
export function cutPeriod({ from, to }: UsageDays, grain: UsageGrain, timeZone: string): CutPeriod {
  const count = daysBetween(from, to) + 1;
  if (grain === 'hour' && count > MAX_DAYS_BY_HOUR)
    throw invalidInput('grain', `By the hour, a period has at most ${MAX_DAYS_BY_HOUR} days.`);
  const all = Array.from({ length: count }, (_, index) => addDays(from, index));
  const starts = startsOfDays(timeZone, all);
  const end = starts.at(-1) ?? new Date(to);
  const days: string[] = [];
  const bounds: Date[] = [];
  for (const [index, day] of all.entries()) {
    const start = starts[index] ?? end;
    const hours = grain === 'hour' ? hoursBetween(start, starts[index + 1] ?? end) : [start];
    if (index > 0 && !beginsBucket(day, grain)) continue;
    for (const hour of hours) {
      days.push(day);
      bounds.push(hour);
    }
  }
  return { from, to, days, bounds: [...bounds, end] };
}

function beginsBucket(day: string, grain: UsageGrain): boolean {
  if (grain === 'week') return weekdayOf(day) === 0;
  if (grain === 'month') return day.endsWith('-01');
  return true;
}

/** How many days of a period have begun; 1 at least. */
export function countBegunDays({ from, to }: UsageDays, timeZone: string, now: Date): number {
  const today = dayIn(timeZone, now);
  return Math.max(1, daysBetween(from, today < to ? today : to) + 1);
}
