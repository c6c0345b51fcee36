import type { PublicPlan } from '@scrip/api';
import { describe, expect, test } from 'vitest';
import { creditsOf, hasBothBillings, listCreditTerms, priceOf } from './billing.ts';

const plan: PublicPlan = {
  id: 'p',
  clerkId: null,
  name: 'Pro',
  billingSource: 'clerk',
  credits: 1500,
  creditRenewal: 'reset',
  rolloverCapCredits: null,
  monthlyCreditsOnYearly: true,
  trialCredits: 0,
  oneTimeCredits: 0,
  currency: 'USD',
  priceMonthlyCents: 2900,
  priceYearlyCents: 29_000,
  description: null,
  features: [],
  badge: null,
  highlight: false,
  ctaType: 'checkout',
  ctaLabel: null,
  ctaUrl: null,
};

describe('the price of a card', () => {
  test.each([
    ['month', {}, { amount: '$29', per: 'a month', note: null }],
    ['year', {}, { amount: '$290', per: 'a year', note: '$24.17 a month, 16% less' }],
    ['year', { priceMonthlyCents: null }, { amount: '$290', per: 'a year', note: '$24.17 a month' }],
    ['year', { priceYearlyCents: 34_800 }, { note: '$29 a month' }],
    ['year', { priceYearlyCents: null }, { amount: '$29', per: 'a month', note: 'Not sold by the year' }],
    ['month', { priceMonthlyCents: null }, { amount: '$290', per: 'a year', note: 'Not sold by the month' }],
    ['month', { priceMonthlyCents: 0 }, { amount: 'Free', per: '' }],
    ['month', { currency: null, priceMonthlyCents: null, priceYearlyCents: null }, { amount: null }],
  ] as const)('by the %s with %j', (billing, change, price) => {
    expect(priceOf({ ...plan, ...change }, billing)).toMatchObject(price);
  });
});

test('the credits are those of the period that the billing and the policy make', () => {
  expect(creditsOf(plan, 'year')).toEqual({ credits: '1,500', per: 'credits a month' });
  expect(creditsOf({ ...plan, monthlyCreditsOnYearly: false }, 'year').per).toBe('credits a year');
  expect(creditsOf({ ...plan, monthlyCreditsOnYearly: false, credits: 1 }, 'month').per).toBe(
    'credit a month',
  );
});

test('a buyer is told what else the policy gives', () => {
  expect(listCreditTerms(plan)).toEqual([]);
  const generous = {
    creditRenewal: 'rollover',
    rolloverCapCredits: 500,
    trialCredits: 50,
    oneTimeCredits: 1000,
  } as const;
  expect(listCreditTerms({ ...plan, ...generous })).toEqual([
    'Up to 500 unspent credits roll over',
    '1,000 extra credits once',
    '50 credits in the free trial',
  ]);
});

test('the switch is there only when some plan is sold by the month and some by the year', () => {
  expect(hasBothBillings([plan])).toBe(true);
  expect(hasBothBillings([{ ...plan, priceYearlyCents: null }])).toBe(false);
});
