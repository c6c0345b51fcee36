import type { PublicPlan } from '@scrip/api';
import { expect, test } from 'vitest';
import type { SubscriptionItem } from './subscription-words.ts';
import { describeSwitch, periodOf } from './switch-words.ts';

const plan: PublicPlan = {
  id: 'plan_pro',
  clerkId: 'cplan_pro',
  name: 'Pro',
  billingSource: 'clerk',
  credits: 1_000,
  creditRenewal: 'reset',
  rolloverCapCredits: null,
  monthlyCreditsOnYearly: false,
  trialCredits: 0,
  oneTimeCredits: 0,
  currency: 'USD',
  priceMonthlyCents: 2_900,
  priceYearlyCents: 29_000,
  description: null,
  features: [],
  badge: null,
  highlight: false,
  ctaType: 'checkout',
  ctaLabel: null,
  ctaUrl: null,
};

const current: SubscriptionItem = {
  id: 'item_1',
  provider: 'clerk',
  planKey: 'cplan_starter',
  planId: 'plan_starter',
  planName: 'Starter',
  period: 'month',
  status: 'active',
  periodStart: '2026-11-23T12:00:00.000Z',
  periodEnd: '2026-12-23T12:00:00.000Z',
  canceledAt: null,
  pastDueSince: null,
  graceEndsAt: null,
  endedAt: null,
  isFreeTrial: false,
  amountCents: 900,
  currency: 'USD',
  canCancel: true,
  canResume: false,
};

test('a dearer plan begins at once, a cheaper one when the present period is over', () => {
  expect(describeSwitch(current, plan, 'month')).toContain('Unused time of Starter is taken off');
  const dear = { ...current, amountCents: 9_900 };
  expect(describeSwitch(dear, plan, 'month')).toBe('You keep Starter until 23 Dec 2026; then this begins.');
  expect(describeSwitch(dear, plan, 'annual')).toContain('until 23 Dec 2026');
  expect(describeSwitch({ ...dear, isFreeTrial: true }, plan, 'month')).toContain('at once');
});

test('months after a year of the same plan begin when the year is over', () => {
  const year = {
    ...current,
    planId: plan.id,
    planName: 'Pro',
    period: 'annual' as const,
    amountCents: 29_000,
  };
  expect(describeSwitch(year, plan, 'month')).toContain('You keep Pro until');
});

test('a plan that is not sold by the year is chosen by the month', () => {
  expect(periodOf(plan, 'year')).toBe('annual');
  expect(periodOf({ ...plan, priceYearlyCents: null }, 'year')).toBe('month');
  expect(periodOf({ ...plan, priceMonthlyCents: null, priceYearlyCents: null }, 'year')).toBeNull();
});
