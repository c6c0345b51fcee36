import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ClerkError } from '../clerk-error.ts';
import type { LocalBilling } from '../index.ts';
import { newUser, openBilling, takeEvents } from '../test-support/billing.ts';
import type { BillingEvent } from '../test-support/event-schemas.ts';

let opened: Awaited<ReturnType<typeof openBilling>>;
beforeAll(async () => {
  opened = await openBilling(new Date('2025-01-31T10:00:00.000Z'));
});
afterAll(() => opened.close());

type Step = (billing: LocalBilling, clerkId: string) => unknown;

const newest = (billing: LocalBilling, clerkId: string) =>
  billing.findSubscription(clerkId)?.subscription_items.at(0)?.id ?? '';

const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({
      planId: fc.constantFrom('cplan_starter', 'cplan_pro', 'cplan_studio'),
      period: fc.constantFrom('month' as const, 'annual' as const),
      card: fc.constantFrom('works' as const, 'works' as const, 'declined' as const),
    })
    .map(
      (order): Step =>
        (billing, clerkId) =>
          billing.checkout({ clerkId, ...order }),
    ),
  fc.integer({ min: 0, max: 40 }).map(
    (days): Step =>
      (billing) =>
        billing.advanceDays(days),
  ),
  fc.constant<Step>((billing, clerkId) => billing.advanceToNext(clerkId)),
  fc.boolean().map(
    (endNow): Step =>
      (billing, id) =>
        billing.cancel(newest(billing, id), { endNow }),
  ),
  fc.constant<Step>((billing, clerkId) => billing.resume(newest(billing, clerkId))),
  fc.constant<Step>((billing, clerkId) => billing.retryPayment(newest(billing, clerkId))),
  fc.integer({ min: 0, max: 5 }).map(
    (count): Step =>
      (billing, id) =>
        billing.declineNextPayments(id, count),
  ),
  fc.integer({ min: 0, max: 30 }).map(
    (days): Step =>
      (billing, id) =>
        billing.extendFreeTrial(newest(billing, id), new Date(billing.now().getTime() + days * 86_400_000)),
  ),
);

function play(billing: LocalBilling, clerkId: string, steps: Step[]): void {
  for (const one of steps) {
    try {
      one(billing, clerkId);
    } catch (error) {
      // A step that does not fit the moment is refused; anything else is a defect.
      if (!(error instanceof ClerkError)) throw error;
    }
  }
}

const itemsOf = (event: BillingEvent) => ('credit' in event.data ? [event.data] : []);

function expectOrderly(events: BillingEvent[]): void {
  const times = events.map(({ timestamp }) => timestamp);
  expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
  const periods = new Map<string, { start: number; end: number | null }>();
  for (const item of events.flatMap(itemsOf)) {
    const before = periods.get(item.id);
    if (before) expect(item.period_start).toBeGreaterThanOrEqual(before.start);
    if (item.period_end !== null) expect(item.period_end).toBeGreaterThanOrEqual(item.period_start);
    periods.set(item.id, { start: item.period_start, end: item.period_end });
  }
}

it('in any life each payload has the published shape, times go on, and the last word is what the Backend API says', async () => {
  const { clerk, billing } = opened;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const clerkId = await newUser(clerk);
      takeEvents(clerk);
      play(billing, clerkId, steps);
      const subscription = billing.findSubscription(clerkId);
      const events = takeEvents(clerk).filter(({ data }) => {
        const payer = 'payer' in data ? data.payer : null;
        return payer?.user_id === clerkId;
      });
      expectOrderly(events);
      const told = new Map(events.flatMap(itemsOf).map((item) => [item.id, item]));
      for (const item of subscription?.subscription_items ?? []) {
        const { status, period_start, period_end } = item;
        expect(told.get(item.id)).toMatchObject({ status, period_start, period_end });
      }
      const current = subscription?.subscription_items.filter(({ status }) =>
        ['active', 'past_due', 'canceled'].includes(status),
      );
      expect(current?.length ?? 0).toBeLessThanOrEqual(1);
      const last = events.findLast(({ type }) => type.startsWith('subscription.'));
      if (last) expect(last.data).toMatchObject({ status: subscription?.status });
      // The next life is alone on the clock again.
      play(billing, clerkId, [(one, id) => one.cancel(newest(one, id), { endNow: true })]);
    }),
    { numRuns: 60 },
  );
}, 60_000);
