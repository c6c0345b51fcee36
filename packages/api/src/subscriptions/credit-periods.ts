import { addMonths, DAY_MS } from './calendar.ts';
import type { PeriodFact } from './facts.ts';

/** What credits are given for: a period that was paid, or a month of it. */
export type CreditPeriod = {
  itemId: string;
  planKey: string | null;
  isFreeTrial: boolean;
  startsAt: Date;
  /** When its credits end. */
  endsAt: Date;
  /** When it would have ended, had nothing cut it short. */
  naturalEnd: Date;
  /** Which part of a whole month or year it is: 1 for all but a first or last one that is shorter. */
  share: { part: number; whole: number };
};

/** Months and years differ by so much without being cut. */
const TOLERANCE_MS = 4 * DAY_MS;

/**
 * The credit periods of an item that have begun by `until`, in order. A period ends at the latest where the item's next
 * one begins.
 */
export function listCreditPeriods(facts: PeriodFact[], until: Date): CreditPeriod[] {
  const ordered = facts.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return ordered.flatMap((fact, index) => splitFact(fact, ordered[index + 1]?.startsAt ?? null, until));
}

function splitFact(fact: PeriodFact, nextStart: Date | null, until: Date): CreditPeriod[] {
  const { itemId, planKey, isFreeTrial, startsAt, endsAt } = fact;
  const months = fact.period === 'annual' && !fact.monthlyCredits ? 12 : 1;
  const isSplit = !isFreeTrial && (endsAt === null || (fact.period === 'annual' && fact.monthlyCredits));
  const periods: CreditPeriod[] = [];
  for (let index = 0; ; index += 1) {
    const start = isSplit ? addMonths(startsAt, index * months) : startsAt;
    if (start > until || (endsAt && start >= endsAt) || (nextStart && start >= nextStart)) return periods;
    const wholeEnd = addMonths(startsAt, (index + 1) * months);
    const naturalEnd = isSplit ? minOf(wholeEnd, endsAt) : (endsAt ?? wholeEnd);
    const endsHere = minOf(naturalEnd, nextStart);
    periods.push({
      itemId,
      planKey,
      isFreeTrial,
      startsAt: start,
      endsAt: endsHere,
      naturalEnd,
      share: isFreeTrial ? { part: 1, whole: 1 } : shareOf(start, naturalEnd, wholeEnd),
    });
    if (!isSplit) return periods;
  }
}

function shareOf(start: Date, end: Date, wholeEnd: Date): CreditPeriod['share'] {
  const part = end.getTime() - start.getTime();
  const whole = wholeEnd.getTime() - start.getTime();
  return part < whole - TOLERANCE_MS ? { part, whole } : { part: 1, whole: 1 };
}

function minOf(a: Date, b: Date | null): Date {
  return b && b < a ? b : a;
}
