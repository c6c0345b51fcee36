import { addMonths, DAY_MS } from '../subscriptions/calendar.ts';
import type { ItemSnapshot } from '../subscriptions/facts.ts';
import { demoPlans, type Persona } from './personas.ts';
import type { DemoEvent } from './timeline.ts';

const HOUR_MS = 3_600_000;

/**
 * A persona's subscription, month by month until a day after `today`. No provider knows it, so it is one that an admin
 * has given, and goes on by itself.
 */
export function planSubscription(persona: Persona, today: number): DemoEvent[] {
  const plan = demoPlans.find(({ key }) => key === persona.plan);
  if (!plan) return [];
  const startsAt = new Date(today - persona.startedDaysAgo * DAY_MS + 7 * HOUR_MS);
  const events: DemoEvent[] = [];
  const tell = (at: Date, eventType: string, state: Partial<ItemSnapshot>, month: number) => {
    const snapshot: ItemSnapshot = {
      itemId: `csubi_demo_${persona.key}`,
      subscriptionId: null,
      planKey: plan.clerkId,
      period: 'month',
      status: 'active',
      periodStart: addMonths(startsAt, month),
      periodEnd: addMonths(startsAt, month + 1),
      canceledAt: null,
      pastDueSince: null,
      endedAt: null,
      isFreeTrial: false,
      amountCents: plan.priceMonthlyCents,
      currency: 'USD',
      stateAt: at,
      ...state,
    };
    events.push({ kind: 'subscription', key: `${eventType}-${month}`, at, eventType, snapshot });
  };
  const months = persona.paidMonths ?? Number.POSITIVE_INFINITY;
  for (let month = 0; month < months; month += 1) {
    const at = addMonths(startsAt, month);
    if (at.getTime() > today + DAY_MS) return events;
    tell(at, month === 0 ? 'manual.started' : 'manual.renewed', {}, month);
  }
  const endedAt = addMonths(startsAt, months);
  const canceledAt = new Date(endedAt.getTime() - 5 * DAY_MS);
  tell(canceledAt, 'manual.canceled', { status: 'canceled', canceledAt }, months - 1);
  tell(endedAt, 'manual.ended', { status: 'ended', canceledAt, endedAt }, months - 1);
  return events;
}
