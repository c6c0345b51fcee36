import { expectLedgerHolds, useTestDatabase } from '@scrip/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns, propertySeed } from '../credits/model-tests/test-support/env.ts';
import { DAY_MS } from './calendar.ts';
import { lookAt } from './look.ts';
import type { Sent, SimulatedClerk } from './test-support/simulated-clerk.ts';
import { createClerkPlan, type Stage, setStage } from './test-support/stage.ts';

const database = useTestDatabase();
/** A grant that is taken back at once still lives for a millisecond. */
const MOMENT_MS = 10;
const seed = propertySeed === null ? {} : { seed: propertySeed };
const start = new Date('2026-01-31T12:00:00.000Z');

/** What happens to a subscription, with the days that pass before. */
const Happening = fc.record({
  what: fc.constantFrom('turn', 'turn', 'turn', 'fail', 'pay', 'cancel', 'change', 'subscribe', 'endNow'),
  days: fc.integer({ min: 1, max: 20 }),
});
const Life = fc.record({
  first: fc.record({
    period: fc.constantFrom('month' as const, 'annual' as const),
    trialDays: fc.constantFrom(0, 0, 14),
  }),
  happenings: fc.array(Happening, { minLength: 1, maxLength: 7 }),
  daysAfter: fc.integer({ min: 0, max: 40 }),
});
type Life = typeof Life extends fc.Arbitrary<infer T> ? T : never;

/** Plays a life at Clerk, without anybody listening. Answers when it ends. */
function play(clerk: SimulatedClerk, plans: string[], { first, happenings, daysAfter }: Life): Date {
  const [small = '', large = ''] = plans;
  let at = start;
  clerk.subscribe(small, at, first);
  for (const { what, days } of happenings) {
    const next = new Date(at.getTime() + days * DAY_MS);
    const end = clerk.current?.status === 'past_due' ? null : (clerk.current?.end ?? null);
    if (what === 'turn' || what === 'fail' || (end && end <= next)) {
      at = clerk.turn(what === 'fail' ? 'failed' : 'paid') ?? next;
      continue;
    }
    at = next;
    if (what === 'pay') clerk.pay(at);
    if (what === 'cancel') clerk.cancel(at);
    if (what === 'endNow') clerk.endNow(at);
    if (what === 'change') clerk.change(clerk.current?.planId === small ? large : small, at);
    if (what === 'subscribe' && !clerk.current) clerk.subscribe(small, at);
  }
  let after = new Date(at.getTime() + daysAfter * DAY_MS);
  const end = clerk.current?.status === 'past_due' ? null : clerk.current?.end;
  if (end && end <= after) after = new Date(end.getTime() - 2 * MOMENT_MS);
  return after > at ? after : new Date(at.getTime() + 1000);
}

async function outcomeOf(stage: Stage) {
  const { userId } = stage.account;
  const items = await database.db.subscriptionItem.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'asc' }],
    select: {
      planKey: true,
      status: true,
      periodStart: true,
      periodEnd: true,
      endedAt: true,
      isFreeTrial: true,
    },
  });
  const left = new Map<string, number>();
  for (const grant of await stage.planGrants()) {
    const until = grant.until ?? 'never';
    left.set(until, (left.get(until) ?? 0) + grant.left);
  }
  await expectLedgerHolds(database.db, userId);
  const toTime = (instant: Date | null) => Math.round((instant?.getTime() ?? 0) / 1000);
  return {
    items: items
      .map((item) => ({ ...item, endedAt: toTime(item.endedAt) }))
      .toSorted(
        (a, b) =>
          a.periodStart.getTime() - b.periodStart.getTime() ||
          (a.planKey ?? '').localeCompare(b.planKey ?? ''),
      ),
    left: [...left].toSorted(),
    balance: await stage.balance(),
  };
}

/** Stops at whatever becomes due by itself on the way, once a day at most. */
async function passTime(stage: Stage, until: Date): Promise<void> {
  const { userId } = stage.account;
  for (;;) {
    const tomorrow = stage.clock.at.getTime() + DAY_MS;
    const { _min } = await database.db.subscriptionItem.aggregate({
      where: { userId },
      _min: { dueAt: true },
    });
    const next = _min.dueAt && new Date(Math.max(_min.dueAt.getTime(), Math.min(tomorrow, until.getTime())));
    if (!next || next >= until) break;
    await stage.waitUntil(next);
  }
  if (until > stage.clock.at) await stage.waitUntil(until);
}

async function createPlans(creditRenewal: 'reset' | 'rollover'): Promise<string[]> {
  const policy = { creditRenewal, trialCredits: 70, pastDueGraceDays: 10 };
  const small = await createClerkPlan(database.db, { ...policy, credits: 1000, oneTimeCredits: 40 });
  return [small, await createClerkPlan(database.db, { ...policy, credits: 3000 })];
}

async function runOrderly(plans: string[], life: Life) {
  const stage = await setStage(database.db, start, { credits: 25, withBackendApi: false });
  const end = play(stage.clerk, plans, life);
  await stage.catchUp();
  await stage.waitUntil(end);
  return outcomeOf(stage);
}

const renewals = fc.constantFrom('reset' as const, 'rollover' as const);

test('shuffled, repeated and late messages end in the state and the credits of the orderly run', async () => {
  await fc.assert(
    fc.asyncProperty(
      Life,
      renewals,
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      async (life, renewal, dice) => {
        const plans = await createPlans(renewal);
        const expected = await runOrderly(plans, life);
        const stage = await setStage(database.db, start, { credits: 25, withBackendApi: false });
        const end = play(stage.clerk, plans, life);
        stage.clock.at = end;
        const roll = () => dice.next().value ?? 0;
        const copies = stage.clerk.sent.flatMap((message) => (roll() < 0.3 ? [message, message] : [message]));
        const shuffled = copies
          .map((message): [number, Sent] => [roll(), message])
          .toSorted(([a], [b]) => a - b);
        for (const [, message] of shuffled) {
          await stage.deliver([message]);
          if (roll() < 0.4) await stage.runJobs();
        }
        await stage.waitUntil(new Date(end.getTime() + MOMENT_MS));
        expect(await outcomeOf(stage)).toEqual(expected);
      },
    ),
    { numRuns: propertyRuns ?? 6, ...seed },
  );
}, 300_000);

test('what was lost on the way is repaired by comparing with Clerk', async () => {
  await fc.assert(
    fc.asyncProperty(Life, renewals, fc.infiniteStream(fc.boolean()), async (life, renewal, losses) => {
      const plans = await createPlans(renewal);
      const expected = await runOrderly(plans, life);
      const stage = await setStage(database.db, start, { credits: 25 });
      const end = play(stage.clerk, plans, life);
      const [first, ...rest] = stage.clerk.sent;
      const kept = rest.filter(() => losses.next().value);
      const arrivals = new Set([...(first ? [first] : []), ...kept]);
      for (const message of stage.clerk.sent) {
        await passTime(stage, message.at);
        if (arrivals.has(message)) await stage.deliver([message]);
        await stage.runJobs();
      }
      await passTime(stage, end);
      await lookAt({ ...stage.account.system, clerkBilling: stage.billing }, stage.account.userId);
      expect(await outcomeOf(stage)).toEqual(expected);
    }),
    { numRuns: propertyRuns ?? 5, ...seed },
  );
}, 300_000);
