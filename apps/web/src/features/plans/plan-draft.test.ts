import { CreatePlanInput } from '@scrip/api';
import { describe, expect, test } from 'vitest';
import { newDraft, toDraft, toInput, toPreview } from './plan-draft.ts';
import type { AdminPlan } from './use-plans.ts';

const plan: AdminPlan = {
  id: 'p',
  clerkId: 'cplan_1',
  clerkName: 'Pro',
  name: 'Pro',
  billingSource: 'clerk',
  credits: 1500,
  creditRenewal: 'rollover',
  rolloverCapCredits: 500,
  monthlyCreditsOnYearly: false,
  trialCredits: 10,
  oneTimeCredits: 20,
  pastDueGraceDays: 3,
  uploadMegabytes: 100,
  quotaMegabytes: null,
  quotaFiles: 0,
  currency: 'JPY',
  priceMonthlyCents: 3000,
  priceYearlyCents: null,
  description: 'Two\nlines',
  features: [
    { name: 'A', description: null },
    { name: 'B', description: 'b' },
  ],
  badge: 'New',
  highlight: true,
  ctaType: 'link',
  ctaLabel: 'More',
  ctaUrl: 'https://example.com/',
  active: true,
  version: 4,
  subscribers: 0,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
};

test('a plan that is opened and sent unchanged is the same plan', () => {
  const sent = CreatePlanInput.parse(toInput(toDraft(plan)));
  const {
    id: _id,
    clerkName: _name,
    version: _version,
    subscribers: _count,
    createdAt: _c,
    updatedAt: _u,
    ...content
  } = plan;
  expect(sent).toEqual(content);
});

describe('what the form hides is not sent', () => {
  test.each([
    [{ creditRenewal: 'reset' }, { rolloverCapCredits: null }],
    [{ billingSource: 'manual' }, { clerkId: null }],
    [{ ctaType: 'checkout' }, { ctaUrl: null }],
    [{ ctaType: 'none' }, { ctaType: null, ctaLabel: null, ctaUrl: null }],
  ] as const)('%j', (change, sent) => {
    expect(toInput({ ...toDraft(plan), ...change })).toMatchObject(sent);
  });
});

test.each([
  [{ credits: '' }, 'credits'],
  [{ credits: '1.5' }, 'credits'],
  [{ credits: '-1' }, 'credits'],
  [{ uploadMegabytes: '0' }, 'uploadMegabytes'],
  [{ quotaFiles: 'all' }, 'quotaFiles'],
  [{ priceMonthly: '1.999' }, 'priceMonthlyCents'],
  [{ priceMonthly: '9', currency: '' }, 'currency'],
  [{ priceMonthly: '9', currency: 'XYZ' }, 'currency'],
])('%j is refused at the field %s', (change, field) => {
  const draft = { ...newDraft, name: 'Pro', credits: '1,500', ...change };
  const { error } = CreatePlanInput.safeParse(toInput(draft));
  expect(error?.issues.map(({ path }) => path[0])).toEqual([field]);
});

test('the preview shows whatever can be told already', () => {
  expect(toPreview({ ...newDraft, credits: 'many', priceMonthly: 'x', currency: '?' })).toMatchObject({
    name: 'Name',
    credits: 0,
    priceMonthlyCents: null,
    currency: null,
  });
});
