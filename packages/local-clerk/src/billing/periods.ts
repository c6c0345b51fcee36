import type { PlanPeriod } from './records.ts';

export const DAY_MS = 24 * 60 * 60 * 1000;

const MONTHS = { month: 1, annual: 12 } as const satisfies Record<PlanPeriod, number>;

/** The same day and time `months` later, or the last day of that month when it is shorter. In UTC, as Clerk counts. */
export function addMonths(at: number, months: number): number {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, lastDay));
}

/** The first end of a period counted from `anchorAt` that lies after `at`. */
export function periodEndAfter(anchorAt: number, period: PlanPeriod, at: number): number {
  for (let count = 1; ; count += 1) {
    const end = addMonths(anchorAt, count * MONTHS[period]);
    if (end > at) return end;
  }
}
