import { createClerkClient } from '@clerk/backend';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../test-support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

function listPlans(params: { limit?: number; offset?: number; payerType?: 'user' | 'org' } = {}) {
  const apiUrl = `${app.origin}/__clerk/api`;
  const client = createClerkClient({ secretKey: app.clerk.secretKey, apiUrl });
  return client.billing.getPlanList({ payerType: 'user', ...params });
}

it('without plans, billing is not enabled', async () => {
  await expect(listPlans()).rejects.toMatchObject({ status: 404 });
});

it('the real clerkClient reads plans, in pages and by payer, also after a restart', async () => {
  await app.clerk.setBillingPlans([
    { id: 'cplan_free', name: 'Free', monthlyCents: null },
    { id: 'cplan_pro', name: 'Pro', monthlyCents: 2900, yearlyCents: 29_000, features: ['API keys'] },
    { id: 'cplan_org', name: 'Org', monthlyCents: 100, forPayerType: 'org' },
  ]);
  await app.restart();
  const { data, totalCount } = await listPlans();
  expect([totalCount, data.map(({ id }) => id)]).toEqual([2, ['cplan_free', 'cplan_pro']]);
  expect(data[0]).toMatchObject({ hasBaseFee: false, isDefault: true, fee: { amount: 0 }, annualFee: null });
  expect(data[1]).toMatchObject({
    name: 'Pro',
    slug: 'pro',
    fee: { amount: 2900, amountFormatted: '29.00', currency: 'USD' },
    annualFee: { amount: 29_000 },
    annualMonthlyFee: { amount: 2417 },
    features: [{ name: 'API keys' }],
    publiclyVisible: true,
  });
  expect((await listPlans({ limit: 1, offset: 1 })).data.map(({ id }) => id)).toEqual(['cplan_pro']);
  expect((await listPlans({ payerType: 'org' })).data.map(({ id }) => id)).toEqual(['cplan_org']);
});
