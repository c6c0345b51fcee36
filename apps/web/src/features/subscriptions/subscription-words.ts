import type { RouterOutputs } from '@scrip/api';
import { formatDate } from '../../format/dates.ts';
import { type PlainText, t } from '../../i18n/t.ts';

export type SubscriptionState = RouterOutputs['subscriptions']['current'];
export type SubscriptionItem = SubscriptionState['items'][number];

export type Tone = 'good' | 'warn' | 'bad' | 'muted';

const labels: Record<SubscriptionItem['status'], PlainText> = {
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
  return status === 'active' && isFreeTrial ? t('Free trial') : t(labels[status]);
}

export function statusTone({ status }: StatusFacts): Tone {
  return tones[status] ?? 'muted';
}

/** What comes next and when, in one line: "Renews on 23 Dec 2026". */
export function describeNext(item: SubscriptionItem): string {
  const { status, periodStart, periodEnd, graceEndsAt, endedAt, isFreeTrial } = item;
  const end = periodEnd && formatDate(periodEnd);
  if (status === 'active') {
    if (!end) return t('Goes on by itself');
    return isFreeTrial ? t('The trial ends on {date}', { date: end }) : t('Renews on {date}', { date: end });
  }
  if (status === 'canceled') return end ? t('Ends on {date}', { date: end }) : t('Ends soon');
  if (status === 'past_due') {
    return graceEndsAt
      ? t('The last payment failed; pay by {date}', { date: formatDate(graceEndsAt) })
      : t('The last payment failed');
  }
  if (status === 'upcoming') return t('Begins on {date}', { date: formatDate(periodStart) });
  return endedAt ? t('Ended on {date}', { date: formatDate(endedAt) }) : t('Over');
}

export function planNameOf({ planName, planKey }: Pick<SubscriptionItem, 'planName' | 'planKey'>): string {
  return planName ?? planKey ?? t('Unknown plan');
}
