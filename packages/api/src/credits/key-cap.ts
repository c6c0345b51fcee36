import { z } from 'zod';

/** What all spends and holds with one API key may sum to, as it is stored, with what is used of it. */
export const KeyCap = z.object({
  period: z.enum(['DAY', 'MONTH', 'TOTAL']),
  limitCredits: z.int(),
  usedCredits: z.int(),
  periodStart: z.coerce.date(),
});
export type KeyCap = z.infer<typeof KeyCap>;

/** Start of the UTC day or month that an instant lies in; of TOTAL: the instant itself, from which on it counts. */
export function startOfPeriod(period: KeyCap['period'], at: Date): Date {
  if (period === 'TOTAL') return at;
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), period === 'DAY' ? at.getUTCDate() : 1));
}

/** The period that a cap is in at an instant, and what is used in it. It never goes back. */
export function periodOf(
  { period, periodStart, usedCredits }: KeyCap,
  at: Date,
): { start: Date; endsAt: Date | null; usedCredits: number } {
  if (period === 'TOTAL') return { start: periodStart, endsAt: null, usedCredits };
  const start = new Date(Math.max(startOfPeriod(period, at).getTime(), periodStart.getTime()));
  const [days, months] = period === 'DAY' ? [1, 0] : [0, 1];
  const endsAt = new Date(
    Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, start.getUTCDate() + days),
  );
  return { start, endsAt, usedCredits: start.getTime() === periodStart.getTime() ? usedCredits : 0 };
}

/** The cap after these credits, or, if negative, after what returned of a use at `at`; null where they pass it. */
export function countTowardsKeyCap(cap: KeyCap, use: { credits: number; at: Date }): KeyCap | null {
  const { start, usedCredits } = periodOf(cap, use.at);
  if (use.credits > 0) {
    const used = usedCredits + use.credits;
    return used > cap.limitCredits ? null : { ...cap, usedCredits: used, periodStart: start };
  }
  // What returns to a period that is over counts no more.
  const isCurrent =
    cap.period === 'TOTAL'
      ? use.at >= cap.periodStart
      : startOfPeriod(cap.period, use.at).getTime() === cap.periodStart.getTime();
  return isCurrent ? { ...cap, usedCredits: Math.max(0, cap.usedCredits + use.credits) } : cap;
}
