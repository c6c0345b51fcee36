import type { RouterOutputs } from '@scrip/api';
import { formatDate } from '../../format/dates.ts';

export type SubscriptionState = RouterOutputs['subscriptions']['current'];
export type SubscriptionItem = SubscriptionState['items'][number];

export type Tone = 'good' | 'warn' | 'bad' | 'muted';

const labels: Record<SubscriptionItem['status'], string> = {
  active: 'Active',
  past_due: 'Past due',
  canceled: 'Canceled',
  upcoming: 'Upcoming',
  ended: 'Ended',
  expired: 'Expired',
  abandoned: 'Abandoned',
  incomplete: 'Incomplete',
};

const tones: Partial<Record<SubscriptionItem['status'], Tone>> = {
  active: 'good',
  past_due: 'bad',
  canceled: 'warn',
};

type StatusFacts = Pick<SubscriptionItem, 'status' | 'isFreeTrial'>;

export function statusLabel({ status, isFreeTrial }: StatusFacts): string {
  return status === 'active' && isFreeTrial ? 'Free trial' : labels[status];
}

export function statusTone({ status }: StatusFacts): Tone {
  return tones[status] ?? 'muted';
}

/** What comes next and when, in one line: "Renews on 23 Dec 2026". */
export function describeNext(item: SubscriptionItem): string {
  const { status, periodStart, periodEnd, graceEndsAt, endedAt, isFreeTrial } = item;
  const end = periodEnd && formatDate(periodEnd);
  if (status === 'active') {
    if (!end) return 'Goes on by itself';
    return isFreeTrial ? `The trial ends on ${end}` : `Renews on ${end}`;
  }
  if (status === 'canceled') return end ? `Ends on ${end}` : 'Ends soon';
  if (status === 'past_due') {
    return graceEndsAt
      ? `The last payment failed; pay by ${formatDate(graceEndsAt)}`
      : 'The last payment failed';
  }
  if (status === 'upcoming') return `Begins on ${formatDate(periodStart)}`;
  return endedAt ? `Ended on ${formatDate(endedAt)}` : 'Over';
}

export function planNameOf({ planName, planKey }: Pick<SubscriptionItem, 'planName' | 'planKey'>): string {
  return planName ?? planKey ?? 'Unknown plan';
}
