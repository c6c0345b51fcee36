/** The calendar day of an instant in a time zone, as YYYY-MM-DD. */
export function dayIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);
}

/** The `count` calendar days that end with the day of `now`, oldest first. Counted on the calendar: a DST day is one day. */
export function lastDays(timeZone: string, now: Date, count: number): string[] {
  const last = new Date(`${dayIn(timeZone, now)}T00:00:00Z`).getTime();
  const dayMs = 86_400_000;
  return Array.from({ length: count }, (_, index) =>
    new Date(last - (count - 1 - index) * dayMs).toISOString().slice(0, 10),
  );
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
