import { addMonths, earliestOf } from './calendar.ts';
import { graceEndOf } from './credit-pot.ts';
import { type CreditPolicy, endedStatuses, type ItemState, type PeriodFact } from './facts.ts';

const MINUTE_MS = 60_000;
/** How soon Clerk is asked again about a period that it has not renewed yet: a tenth of the time since, within these. */
const patience = { shortestMs: 2 * MINUTE_MS, longestMs: 6 * 60 * MINUTE_MS };

/** When an item needs to be looked at next; null when nothing happens to it by itself any more. */
export function planNextLook(
  item: ItemState,
  facts: PeriodFact[],
  { policy, at }: { policy: CreditPolicy | null; at: Date },
): Date | null {
  if (endedStatuses.includes(item.status)) return null;
  const graceEnd = graceEndOf(item, policy);
  return earliestOf(
    nextMonthStart(facts, at),
    graceEnd && graceEnd > at ? graceEnd : null,
    item.provider === 'clerk' ? nextQuestion(item, at) : nextTurn(item),
  );
}

/** The next start of a month of credits within a longer period. */
function nextMonthStart(facts: PeriodFact[], at: Date): Date | null {
  const starts = facts.map(({ startsAt, endsAt, monthlyCredits, period }) => {
    if (endsAt !== null && (period === 'month' || !monthlyCredits || endsAt <= at)) return null;
    for (let months = 0; ; months += 1) {
      const start = addMonths(startsAt, months);
      if (start > at) return endsAt === null || start < endsAt ? start : null;
    }
  });
  return earliestOf(...starts);
}

/** When the provider should have told what comes next. */
function nextTurn({ status, periodStart, periodEnd }: ItemState): Date | null {
  return status === 'upcoming' ? periodStart : periodEnd;
}

function nextQuestion(item: ItemState, at: Date): Date | null {
  const turn = nextTurn(item);
  if (!turn || turn > at) return turn;
  const { shortestMs, longestMs } = patience;
  const lateMs = at.getTime() - turn.getTime();
  return new Date(at.getTime() + Math.min(longestMs, Math.max(shortestMs, lateMs / 10)));
}
