import { keepPreviousData, skipToken } from '@tanstack/react-query';
import { hereZone } from '../../format/days.ts';
import { trpc } from '../../trpc/trpc.ts';
import type { DayRange, Unit } from './period.ts';
import type { Dimension } from './usage-search.ts';

/** One's own usage, that of everybody, or that of one user; the last two for admins. */
export type UsageScope = 'own' | 'all' | { userId: string };

export type ReportView = { range: DayRange; unit: Unit; by: Dimension; hasComparison: boolean };

/** Nothing tells a page of the spends of others: it asks anew. */
const REFRESH_MS = 20_000;

/** Where credits went. What was asked for before stays until the answer is here. */
export function useUsageReport(scope: UsageScope, { range, unit, by, hasComparison }: ReportView) {
  const input = {
    period: { from: range.first, to: range.last },
    timeZone: hereZone,
    grain: unit,
    by,
    compare: hasComparison,
  };
  const userId = typeof scope === 'object' ? scope.userId : undefined;
  const options = { refetchInterval: REFRESH_MS };
  const own = trpc.usage.report.useQuery(scope === 'own' ? input : skipToken, {
    placeholderData: keepPreviousData,
  });
  const ofAll = trpc.usage.reportOfAll.useQuery(scope === 'all' ? input : skipToken, {
    ...options,
    placeholderData: keepPreviousData,
  });
  const ofUser = trpc.usage.reportOf.useQuery(userId === undefined ? skipToken : { userId, ...input }, {
    ...options,
    placeholderData: keepPreviousData,
  });
  if (scope === 'own') return own;
  return scope === 'all' ? ofAll : ofUser;
}
