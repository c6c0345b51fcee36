import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalClerk } from '../index.ts';
import { newUser, openBilling, plans, takeEvents } from '../test-support/billing.ts';

const start = new Date('2025-01-31T10:00:00.000Z');
let opened: Awaited<ReturnType<typeof openBilling>>;
let clerk: LocalClerk;
beforeAll(async () => {
  opened = await openBilling(start);
  clerk = opened.clerk;
});
afterAll(() => opened.close());

const iso = (at: number | null | undefined) => (at ? new Date(at).toISOString().slice(0, 10) : at);

function items(clerkId: string) {
  const { subscription_items = [] } = clerk.billing.findSubscription(clerkId) ?? {};
  return subscription_items.map(({ id, status, plan_id, period_start, period_end }) => {
    return { id, row: `${plan_id} ${status} ${iso(period_start)} ${iso(period_end)}` };
  });
}

const rows = (clerkId: string) => items(clerkId).map(({ row }) => row);

function firstItem(clerkId: string): string {
  const [item] = items(clerkId);
  if (!item) throw new Error('there is no item');
  return item.id;
}

const types = () => takeEvents(clerk).map(({ type }) => type);

it('a subscription of twelve months: trial, payment, upgrade, decline, recovery, downgrade, cancel, resume, end', async () => {
  const { billing } = clerk;
  const clerkId = await newUser(clerk);
  takeEvents(clerk);

  expect(billing.checkout({ clerkId, planId: 'cplan_pro', period: 'month' })).toBe('trial');
  expect(rows(clerkId)).toEqual(['cplan_pro active 2025-01-31 2025-02-14']);
  expect(types()).toEqual([
    'subscription.created',
    'subscriptionItem.created',
    'subscriptionItem.incomplete',
    'subscriptionItem.active',
    'subscription.active',
  ]);

  expect(iso(billing.advanceToNext(clerkId)?.getTime())).toBe('2025-02-11');
  expect(types()).toEqual(['subscriptionItem.freeTrialEnding']);
  billing.advanceToNext(clerkId);
  expect(rows(clerkId)).toEqual(['cplan_pro active 2025-02-14 2025-03-14']);
  expect(types()).toEqual([
    'paymentAttempt.created',
    'paymentAttempt.updated',
    'subscriptionItem.updated',
    'subscription.updated',
  ]);

  billing.advanceTo(new Date('2025-02-28T10:00:00.000Z'));
  expect(billing.checkout({ clerkId, planId: 'cplan_studio', period: 'month' })).toBe('active');
  expect(rows(clerkId)).toEqual([
    'cplan_studio active 2025-02-28 2025-03-28',
    'cplan_pro ended 2025-02-14 2025-03-14',
  ]);
  // Half of Pro's 28 days are left: 2,900 / 2 is taken off 9,900.
  expect(billing.listPayments(clerkId)[0]).toMatchObject({ amountCents: 8450, chargeType: 'checkout' });
  takeEvents(clerk);

  billing.declineNextPayments(clerkId, 1);
  billing.advanceToNext(clerkId);
  expect(rows(clerkId)[0]).toBe('cplan_studio past_due 2025-02-28 2025-03-28');
  expect(types()).toEqual([
    'paymentAttempt.created',
    'paymentAttempt.updated',
    'subscriptionItem.pastDue',
    'subscription.pastDue',
  ]);
  expect(iso(billing.advanceToNext(clerkId)?.getTime())).toBe('2025-03-31');
  expect(rows(clerkId)[0]).toBe('cplan_studio active 2025-03-28 2025-04-28');
  expect(types()).toEqual([
    'paymentAttempt.created',
    'paymentAttempt.updated',
    'subscriptionItem.active',
    'subscription.active',
  ]);

  expect(billing.checkout({ clerkId, planId: 'cplan_starter', period: 'month' })).toBe('upcoming');
  expect(rows(clerkId).slice(0, 2)).toEqual([
    'cplan_starter upcoming 2025-04-28 2025-05-28',
    'cplan_studio canceled 2025-03-28 2025-04-28',
  ]);
  billing.advanceToNext(clerkId);
  expect(rows(clerkId).slice(0, 2)).toEqual([
    'cplan_starter active 2025-04-28 2025-05-28',
    'cplan_studio ended 2025-03-28 2025-04-28',
  ]);

  takeEvents(clerk);
  billing.cancel(firstItem(clerkId));
  expect(types()).toEqual(['subscriptionItem.canceled', 'subscription.updated']);
  billing.resume(firstItem(clerkId));
  expect(types()).toEqual(['subscriptionItem.active', 'subscription.updated']);
  billing.cancel(firstItem(clerkId));
  expect(iso(billing.advanceToNext(clerkId)?.getTime())).toBe('2025-05-28');
  expect(rows(clerkId)[0]).toBe('cplan_starter ended 2025-04-28 2025-05-28');
  expect(billing.findSubscription(clerkId)).toMatchObject({ status: 'ended' });
  expect(billing.advanceToNext(clerkId)).toBeNull();
});

it('what is declined four times ends; a declined checkout leaves an incomplete item that a second try completes', async () => {
  const { billing } = clerk;
  const clerkId = await newUser(clerk);
  const order = { clerkId, planId: 'cplan_starter', period: 'annual' } as const;
  expect(billing.checkout({ ...order, card: 'declined' })).toBe('declined');
  expect(billing.findSubscription(clerkId)).toMatchObject({ status: 'incomplete' });
  expect(billing.checkout(order)).toBe('active');
  expect(items(clerkId)).toHaveLength(1);
  billing.declineNextPayments(clerkId, 9);
  const periodEnd = billing.advanceToNext(clerkId);
  const tries = [1, 2, 3].map(() => billing.advanceToNext(clerkId));
  const days = tries.map((at) => ((at?.getTime() ?? 0) - (periodEnd?.getTime() ?? 0)) / 86_400_000);
  expect(days).toEqual([3, 7, 14]);
  expect(billing.findSubscription(clerkId)).toMatchObject({
    status: 'ended',
    subscription_items: [{ status: 'ended' }],
  });
});

it('a month on the 31st ends on the last day of shorter months and returns to the 31st', async () => {
  const clerkId = await newUser(clerk);
  const { billing } = clerk;
  billing.advanceTo(new Date('2027-12-31T00:00:00.000Z'));
  billing.checkout({ clerkId, planId: 'cplan_studio', period: 'month' });
  const ends = Array.from({ length: 4 }, () => iso(billing.advanceToNext(clerkId)?.getTime()));
  expect(ends).toEqual(['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30']);
});

it('with a free default plan everyone has it from the start, and again when what they paid for is over', async () => {
  const free = await openBilling(start, [{ id: 'cplan_free', name: 'Free', monthlyCents: null }]);
  const clerkId = await newUser(free.clerk);
  const statuses = () =>
    free.billing
      .findSubscription(clerkId)
      ?.subscription_items.map((item) => `${item.plan_id} ${item.status}`);
  expect(statuses()).toEqual(['cplan_free active']);
  free.billing.checkout({ clerkId, planId: plans.starter.id, period: 'month' });
  expect(statuses()).toEqual(['cplan_starter active', 'cplan_free ended']);
  const [item] = free.billing.findSubscription(clerkId)?.subscription_items ?? [];
  free.billing.cancel(item?.id ?? '');
  expect(statuses()).toEqual(['cplan_free upcoming', 'cplan_starter canceled', 'cplan_free ended']);
  free.billing.advanceToNext(clerkId);
  expect(statuses()).toEqual(['cplan_free active', 'cplan_starter ended', 'cplan_free ended']);
  await free.close();
});

it('refuses what Clerk refuses, and leaves nothing behind', async () => {
  const { billing } = clerk;
  const clerkId = await newUser(clerk);
  takeEvents(clerk);
  const refused = (verb: () => unknown, code: string) =>
    expect(verb).toThrow(expect.objectContaining({ input: expect.objectContaining({ code }) }));
  refused(() => billing.checkout({ clerkId, planId: 'cplan_no', period: 'month' }), 'resource_not_found');
  refused(
    () => billing.checkout({ clerkId: 'user_no', planId: 'cplan_pro', period: 'month' }),
    'resource_not_found',
  );
  refused(() => billing.cancel('csubitem_no'), 'resource_not_found');
  refused(() => billing.advanceDays(-1), 'time_goes_on_only');
  expect(billing.findSubscription(clerkId)).toBeNull();
  expect(takeEvents(clerk)).toEqual([]);
  billing.checkout({ clerkId, planId: 'cplan_studio', period: 'month' });
  refused(() => billing.checkout({ clerkId, planId: 'cplan_studio', period: 'month' }), 'already_subscribed');
  refused(() => billing.retryPayment(firstItem(clerkId)), 'nothing_owed');
  refused(() => billing.resume(firstItem(clerkId)), 'not_canceled');
  refused(() => billing.extendFreeTrial(firstItem(clerkId), billing.now()), 'not_in_free_trial');
});
