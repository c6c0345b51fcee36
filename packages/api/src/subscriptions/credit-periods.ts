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
 * one begins. Whole periods that lie between two known ones were paid, though nobody heard of them.
 */
export function listCreditPeriods(facts: PeriodFact[], until: Date): CreditPeriod[] {
  const ordered = fillGaps(facts.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime()));
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

/** An item comes to a later period only through those before; what is not a whole number of them stays a gap. */
function fillGaps(ordered: PeriodFact[]): PeriodFact[] {
  const [first] = ordered;
  const anchor = first?.isFreeTrial ? first.endsAt : first?.startsAt;
  if (!anchor) return ordered;
  return ordered.flatMap((fact, index) => {
    const next = ordered[index + 1];
    if (!next || !fact.endsAt || fact.endsAt >= next.startsAt) return [fact];
    const turns = listTurns(anchor, fact.period === 'annual' ? 12 : 1, next.startsAt);
    const from = turns.findIndex((turn) => turn.getTime() === fact.endsAt?.getTime());
    if (from < 0 || turns.at(-1)?.getTime() !== next.startsAt.getTime()) return [fact];
    const missed = turns.slice(from, -1).map((startsAt, step) => ({
      ...fact,
      isFreeTrial: false,
      startsAt,
      endsAt: turns[from + step + 1] ?? next.startsAt,
    }));
    return [fact, ...missed];
  });
}

function listTurns(anchor: Date, months: number, until: Date): Date[] {
  const turns: Date[] = [anchor];
  for (let count = months; ; count += months) {
    const turn = addMonths(anchor, count);
    if (turn > until) return turns;
    turns.push(turn);
  }
}
