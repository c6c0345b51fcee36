import { addDays, countDays } from '../../format/days.ts';

export const periodPresets = [
  { value: '1d', label: 'Today', days: 1 },
  { value: '7d', label: '7 days', days: 7 },
  { value: '30d', label: '30 days', days: 30 },
  { value: '90d', label: '90 days', days: 90 },
  { value: '365d', label: '12 months', days: 365 },
] as const;

export type PeriodPreset = (typeof periodPresets)[number]['value'];

/** The longest range that can be asked for: two years with their leap day. */
export const MAX_DAYS = 731;

/** Calendar days where the reader is, both included. */
export type DayRange = { first: string; last: string };

export const units = ['hour', 'day', 'week', 'month'] as const;
export type Unit = (typeof units)[number];

export function rangeOfPreset(preset: PeriodPreset, today: string): DayRange {
  const days = periodPresets.find(({ value }) => value === preset)?.days ?? 30;
  return { first: addDays(today, 1 - days), last: today };
}

/** As many days right before. */
export function previousRange({ first, last }: DayRange): DayRange {
  return { first: addDays(first, -countDays(first, last)), last: addDays(first, -1) };
}

/** What a range can be cut into: at least one whole part, at most as many as can be told apart. */
export function unitsFor({ first, last }: DayRange): Unit[] {
  const days = countDays(first, last);
  return units.filter(
    (unit) =>
      unit === 'day' ||
      (unit === 'hour' && days <= 31) ||
      (unit === 'week' && days >= 14) ||
      (unit === 'month' && days >= 56),
  );
}

export function defaultUnit({ first, last }: DayRange): Unit {
  const days = countDays(first, last);
  if (days <= 2) return 'hour';
  if (days <= 92) return 'day';
  return days <= 400 ? 'week' : 'month';
}
