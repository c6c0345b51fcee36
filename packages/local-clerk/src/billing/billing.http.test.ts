import { createClerkClient } from '@clerk/backend';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../test-support/app.ts';
import { plans } from '../test-support/billing.ts';

let app: TestApp;
let clerkId: string;
beforeAll(async () => {
  app = await startTestApp();
  await app.clerk.setBillingPlans(Object.values(plans));
});
afterAll(() => app.close());
beforeEach(async () => {
  ({ clerkId } = await app.clerk.createUser({ email: `${crypto.randomUUID()}@example.test` }));
});

function sdk() {
  const apiUrl = `${app.origin}/__clerk/api`;
  return createClerkClient({ secretKey: app.clerk.secretKey, apiUrl }).billing;
}

const DAY_MS = 86_400_000;

it('who never subscribed has no subscription, like somebody unknown', async () => {
  await expect(sdk().getUserBillingSubscription(clerkId)).rejects.toMatchObject({ status: 404 });
  await expect(sdk().getUserBillingSubscription('user_no')).rejects.toMatchObject({ status: 404 });
});

it('the real SDK reads a subscription with its items, in full, also after a restart', async () => {
  const before = app.clerk.billing.now().getTime();
  app.clerk.billing.checkout({ clerkId, planId: 'cplan_starter', period: 'annual' });
  await app.restart();
  const subscription = await sdk().getUserBillingSubscription(clerkId);
  expect(subscription).toMatchObject({
    id: expect.stringMatching(/^csub_/),
    instanceId: expect.stringMatching(/^ins_/),
    status: 'active',
    payerId: expect.stringMatching(/^cpayer_/),
    activeAt: expect.any(Number),
    pastDueAt: null,
    nextPayment: { amount: { amount: 9000, amountFormatted: '90.00' } },
    eligibleForFreeTrial: true,
  });
  const [item] = subscription.subscriptionItems;
  expect(subscription.subscriptionItems).toHaveLength(1);
  expect(item).toMatchObject({
    status: 'active',
    planPeriod: 'annual',
    planId: 'cplan_starter',
    plan: { name: 'Starter', slug: 'starter', annualFee: { amount: 9000 } },
    amount: { amount: 9000 },
    lifetimePaid: { amount: 9000 },
    isFreeTrial: false,
    payerId: subscription.payerId,
    canceledAt: null,
    endedAt: null,
    pastDueAt: null,
  });
  expect(item?.periodStart).toBeGreaterThanOrEqual(before);
  expect(item?.nextPayment?.date).toBe(item?.periodEnd);
});

it('the real SDK cancels at the end of the period, or now', async () => {
  const { billing } = app.clerk;
  billing.checkout({ clerkId, planId: 'cplan_starter', period: 'month' });
  const [item] = (await sdk().getUserBillingSubscription(clerkId)).subscriptionItems;
  const id = item?.id ?? '';
  const canceled = await sdk().cancelSubscriptionItem(id);
  expect(canceled).toMatchObject({ id, status: 'canceled', canceledAt: expect.any(Number), endedAt: null });
  expect(canceled.periodEnd).toBe(item?.periodEnd);
  await expect(sdk().cancelSubscriptionItem(id)).rejects.toMatchObject({ status: 422 });
  expect(await sdk().cancelSubscriptionItem(id, { endNow: true })).toMatchObject({
    status: 'ended',
    endedAt: expect.any(Number),
  });
  await expect(sdk().cancelSubscriptionItem('csubitem_no')).rejects.toMatchObject({ status: 404 });
});

it('the real SDK extends a free trial, within a year and into the future only', async () => {
  app.clerk.billing.checkout({ clerkId, planId: 'cplan_pro', period: 'month' });
  const [item] = (await sdk().getUserBillingSubscription(clerkId)).subscriptionItems;
  const { id = '', periodEnd = 0 } = item ?? {};
  const extendTo = new Date((periodEnd ?? 0) + 7 * DAY_MS);
  const extended = await sdk().extendSubscriptionItemFreeTrial(id, { extendTo });
  expect(extended).toMatchObject({ id, isFreeTrial: true, periodEnd: extendTo.getTime() });
  for (const days of [-1, 400]) {
    const wrong = new Date(app.clerk.billing.now().getTime() + days * DAY_MS);
    await expect(sdk().extendSubscriptionItemFreeTrial(id, { extendTo: wrong })).rejects.toMatchObject({
      status: 422,
    });
  }
});

it('a session token names the plan and its features, so that has() knows them', async () => {
  const browser = app.browser();
  const email = `${crypto.randomUUID()}@example.test`;
  const answer = await browser.signUp(email, 'long enough');
  const session = answer.client?.sessions[0];
  const id = session?.user.id ?? '';
  const claims = async () => {
    const { jwt } = await browser.token(session?.id ?? '');
    return JSON.parse(Buffer.from(jwt?.split('.')[1] ?? '', 'base64url').toString());
  };
  expect(await claims()).not.toHaveProperty('pla');
  app.clerk.billing.checkout({ clerkId: id, planId: 'cplan_pro', period: 'month' });
  expect(await claims()).toMatchObject({ pla: 'u:pro', fea: 'u:api_keys' });
});

it('every delivery passes verifyWebhook; held, delayed, reordered, dropped and replayed ones arrive as told', async () => {
  const { billing } = app.clerk;
  const { deliveries } = billing;
  deliveries.take();
  app.events.length = 0;
  deliveries.hold();
  app.clerk.startWebhooks();
  billing.checkout({ clerkId, planId: 'cplan_starter', period: 'month' });
  const waiting = deliveries.list().filter(({ status }) => status === 'waiting');
  const [created, itemCreated, incomplete, paymentCreated] = waiting.map(({ id }) => id);
  if (!created || !itemCreated || !incomplete || !paymentCreated) throw new Error('too few deliveries');

  app.webhooks.failuresLeft = 1;
  expect(await deliveries.deliver(incomplete)).toBe(500);
  expect(await deliveries.deliver(incomplete)).toBe(204);
  expect(await deliveries.deliver(incomplete)).toBe(204);
  deliveries.drop(itemCreated);
  deliveries.delay(created, 400);
  expect(app.events.map(({ messageId }) => messageId)).toEqual([incomplete, incomplete]);

  deliveries.release();
  await app.untilEvents(waiting.length);
  const arrived = app.events.map(({ messageId }) => messageId);
  const inOrder = waiting.map(({ id }) => id).slice(3);
  expect(arrived).toEqual([incomplete, incomplete, ...inOrder, created]);
  expect(app.events.map(({ event }) => event.type)).toContain('subscriptionItem.active');
  await expect.poll(() => deliveries.list().filter(({ status }) => status === 'waiting')).toEqual([]);
  const log = deliveries.list().find(({ id }) => id === incomplete);
  expect(log?.attempts.map(({ status }) => status)).toEqual([500, 204, 204]);
  expect(deliveries.list().find(({ id }) => id === itemCreated)).toMatchObject({ status: 'dropped' });
});

it('deleting a user ends what they paid for, and says so before it says that the user is gone', async () => {
  const { billing } = app.clerk;
  billing.deliveries.take();
  billing.deliveries.hold();
  billing.checkout({ clerkId, planId: 'cplan_starter', period: 'month' });
  billing.deliveries.take();
  const apiUrl = `${app.origin}/__clerk/api`;
  await createClerkClient({ secretKey: app.clerk.secretKey, apiUrl }).users.deleteUser(clerkId);
  expect(billing.deliveries.take().map(({ type }) => type)).toEqual([
    'subscriptionItem.ended',
    'subscription.updated',
    'user.deleted',
  ]);
  expect(billing.findSubscription(clerkId)).toBeNull();
});
