import { z } from 'zod';

export const CapPeriod = z.enum(['DAY', 'MONTH']);
export type CapPeriod = z.infer<typeof CapPeriod>;

/** A limit of spending per period, as it is stored with the balance, with what is used of it. */
export const SpendCap = z.object({
  period: CapPeriod,
  /** Null: all features together. */
  featureKey: z.string().nullable(),
  limitCredits: z.int(),
  usedCredits: z.int(),
  /** Start of the UTC day or month that `usedCredits` belongs to. */
  periodStart: z.iso.datetime({ offset: true }),
});
export type SpendCap = z.infer<typeof SpendCap>;

/** Start of the UTC day or month that an instant lies in. */
export function periodStartOf(period: CapPeriod, at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), period === 'DAY' ? at.getUTCDate() : 1));
}

/** When a period that began then is over. */
export function periodEndOf(period: CapPeriod, start: Date): Date {
  const [days, months] = period === 'DAY' ? [1, 0] : [0, 1];
  return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, start.getUTCDate() + days));
}

/** Start of the period that a cap is in at an instant. It never goes back: a clock that lags is in the newest period too. */
export function currentStartOf(cap: SpendCap, at: Date): Date {
  return new Date(Math.max(periodStartOf(cap.period, at).getTime(), Date.parse(cap.periodStart)));
}

/** What is used of a cap in the period that it is in at an instant. */
export function usedOf(cap: SpendCap, at: Date): number {
  return Date.parse(cap.periodStart) === currentStartOf(cap, at).getTime() ? cap.usedCredits : 0;
}

function isAbout(cap: SpendCap, featureKey: string | null): boolean {
  return cap.featureKey === null || cap.featureKey === featureKey;
}

/** The first cap that leaves no room for these credits at that instant. */
export function findReachedCap(
  caps: SpendCap[],
  use: { featureKey: string | null; credits: number; at: Date },
): SpendCap | null {
  return (
    caps.find(
      (cap) => isAbout(cap, use.featureKey) && usedOf(cap, use.at) + use.credits > cap.limitCredits,
    ) ?? null
  );
}

/** The caps after these credits were spent, or, if negative, given back of a use at `at`. */
export function countTowardsCaps(
  caps: SpendCap[],
  use: { featureKey: string | null; credits: number; at: Date },
): SpendCap[] {
  return caps.map((cap) => {
    if (!isAbout(cap, use.featureKey)) return cap;
    // What returns to a period that is over, or that nothing was used in, counts no more.
    const isCurrent = periodStartOf(cap.period, use.at).getTime() === Date.parse(cap.periodStart);
    if (use.credits <= 0 && !isCurrent) return cap;
    const usedCredits = Math.max(0, usedOf(cap, use.at) + use.credits);
    return { ...cap, usedCredits, periodStart: currentStartOf(cap, use.at).toISOString() };
  });
}
