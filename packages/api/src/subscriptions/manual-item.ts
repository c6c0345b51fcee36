import { addMonths } from './calendar.ts';
import type { BillingPeriod, ItemSnapshot } from './facts.ts';
import type { ItemRow } from './repository.ts';

export function endOfPeriod(start: Date, period: BillingPeriod, count = 1): Date {
  return addMonths(start, count * (period === 'annual' ? 12 : 1));
}

/**
 * What becomes of a manual item by `at`: canceled ones end with their period, others begin and renew, period after
 * period, each counted from the first so that the 31st comes back after a short month.
 */
export function planManualTurns(item: ItemRow, firstStart: Date, at: Date): ItemSnapshot[] {
  const turns: ItemSnapshot[] = [];
  // The CHECKs of the table leave no other texts.
  const period = item.period as BillingPeriod;
  let { periodStart, periodEnd } = item;
  const status = item.status as ItemSnapshot['status'];
  const told = { ...item, itemId: item.id, period };
  if (status === 'upcoming') {
    if (periodStart > at) return [];
    turns.push({ ...told, status: 'active', stateAt: periodStart });
  } else if (status !== 'active' && status !== 'canceled') return [];
  while (periodEnd && periodEnd <= at) {
    const stateAt = periodEnd;
    if (item.canceledAt)
      return [...turns, { ...told, status: 'ended', periodStart, periodEnd, endedAt: periodEnd, stateAt }];
    const turn = periodEnd;
    periodStart = turn;
    for (let count = 1; periodEnd <= turn; count += 1) periodEnd = endOfPeriod(firstStart, period, count);
    turns.push({ ...told, status: 'active', periodStart, periodEnd, stateAt });
  }
  return turns;
}
