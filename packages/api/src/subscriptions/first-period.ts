import { addMonths, DAY_MS } from './calendar.ts';
import type { BillingPeriod } from './facts.ts';

/** The instant at which an item is noted and the one at which its period begins differ by moments. */
const TOLERANCE_MS = 60_000;

/**
 * When the first paid period of an item began, told from a later one: whole periods lie between, and more was paid than
 * those without the latest cost. So an item that was noted before its turn came, or a price that has changed, proves
 * nothing. Null when nothing was paid for before the period that is told.
 */
export function firstPaidStart({
  createdAt,
  trialDays,
  periodStart,
  period,
  paidCents,
  amountCents,
}: {
  createdAt: Date | null;
  trialDays: number;
  periodStart: Date;
  period: BillingPeriod;
  paidCents: number | null;
  amountCents: number | null;
}): Date | null {
  if (!createdAt || !paidCents || !amountCents) return null;
  const months = period === 'annual' ? 12 : 1;
  for (const days of new Set([0, trialDays])) {
    const begun = new Date(createdAt.getTime() + days * DAY_MS);
    // The first payment may have been less, for what was left of another plan.
    for (let turns = 1; turns * amountCents < paidCents; turns += 1) {
      const offMs = periodStart.getTime() - addMonths(begun, turns * months).getTime();
      if (Math.abs(offMs) <= TOLERANCE_MS) return new Date(begun.getTime() + offMs);
      if (offMs < 0) break;
    }
  }
  return null;
}
