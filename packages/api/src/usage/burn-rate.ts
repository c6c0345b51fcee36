import { addDays, dayIn } from './local-time.ts';

/** The `count` calendar days that end with the day of `now`, oldest first. Counted on the calendar: a DST day is one day. */
export function lastDays(timeZone: string, now: Date, count: number): string[] {
  const today = dayIn(timeZone, now);
  return Array.from({ length: count }, (_, index) => addDays(today, index + 1 - count));
}

/** Net credits a day since the first day with use; null without use, or when refunds outweigh it. */
export function computeBurnRate(
  days: string[],
  usage: { day: string; creditsUsed: number }[],
): number | null {
  const first = usage.reduce<string | null>((min, { day }) => (min === null || day < min ? day : min), null);
  const total = usage.reduce((sum, { creditsUsed }) => sum + creditsUsed, 0);
  if (first === null || total <= 0) return null;
  return total / Math.max(1, days.length - days.indexOf(first));
}
