import { describe, expect, test } from 'vitest';
import { describeNext, planNameOf, type SubscriptionItem, statusLabel } from './subscription-words.ts';

const item: SubscriptionItem = {
  id: 'item_1',
  provider: 'clerk',
  planKey: 'cplan_pro',
  planId: 'plan_1',
  planName: 'Pro',
  period: 'month',
  status: 'active',
  periodStart: '2026-11-23T12:00:00.000Z',
  periodEnd: '2026-12-23T12:00:00.000Z',
  canceledAt: null,
  pastDueSince: null,
  graceEndsAt: null,
  endedAt: null,
  isFreeTrial: false,
  amountCents: 2_900,
  currency: 'USD',
  canCancel: true,
  canResume: false,
};

describe('what a subscriber is told comes next', () => {
  test.each<[Partial<SubscriptionItem>, string, string]>([
    [{}, 'Active', 'Renews on 23 Dec 2026'],
    [{ isFreeTrial: true }, 'Free trial', 'The trial ends on 23 Dec 2026'],
    [{ periodEnd: null }, 'Active', 'Goes on by itself'],
    [{ status: 'canceled' }, 'Canceled', 'Ends on 23 Dec 2026'],
    [
      { status: 'past_due', graceEndsAt: '2026-11-30T12:00:00.000Z' },
      'Past due',
      'The last payment failed; pay by 30 Nov 2026',
    ],
    [{ status: 'upcoming' }, 'Upcoming', 'Begins on 23 Nov 2026'],
    [{ status: 'ended', endedAt: '2026-12-01T12:00:00.000Z' }, 'Ended', 'Ended on 1 Dec 2026'],
  ])('%o: %s', (facts, label, next) => {
    expect(statusLabel({ ...item, ...facts })).toBe(label);
    expect(describeNext({ ...item, ...facts })).toBe(next);
  });
});

test('a plan that is unknown here is called by its key', () => {
  expect(planNameOf({ planName: null, planKey: 'cplan_x' })).toBe('cplan_x');
});
