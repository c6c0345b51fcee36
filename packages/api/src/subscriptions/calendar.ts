export const DAY_MS = 86_400_000;

/** The same day and time `months` later, in UTC; the last day of a month that is shorter. */
export function addMonths(at: Date, months: number): Date {
  const day = at.getUTCDate();
  const moved = new Date(at);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(day, lastDay));
  return moved;
}

export function earliestOf(...instants: (Date | null | undefined)[]): Date | null {
  const known = instants.filter((instant) => instant instanceof Date);
  return known.length === 0 ? null : new Date(Math.min(...known.map(Number)));
}
