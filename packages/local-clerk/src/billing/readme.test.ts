import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalClerk, SignedDelivery } from '../index.ts';
import { newUser, openBilling } from '../test-support/billing.ts';

let opened: Awaited<ReturnType<typeof openBilling>>;
beforeAll(async () => {
  opened = await openBilling(new Date('2026-01-01'));
});
afterAll(() => opened.close());

function playFirstMonths(clerk: LocalClerk, clerkId: string): SignedDelivery[] {
  const { billing } = clerk;
  billing.checkout({ clerkId, planId: 'cplan_pro', period: 'month' });
  billing.declineNextPayments(clerkId, 1);
  billing.advanceToNext(clerkId);
  billing.advanceToNext(clerkId);
  return billing.deliveries.take();
}

it('the README’s lines end with a trial whose first payment failed', async () => {
  const deliveries = playFirstMonths(opened.clerk, await newUser(opened.clerk));
  expect(deliveries.at(-1)?.type).toBe('subscription.pastDue');
});
