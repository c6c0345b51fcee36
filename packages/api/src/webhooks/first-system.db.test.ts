import { randomUUID } from 'node:crypto';
import type { WebhookEvent } from '@clerk/backend';
import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { isBillingType } from '../subscriptions/clerk-event.ts';
import { recordPack } from '../subscriptions/packs.ts';
import { startSync, walkOn } from '../subscriptions/sync.ts';
import { createClerkPlan, setStage } from '../subscriptions/test-support/stage.ts';
import { provisionUser } from '../users/provision-user.ts';
import { receiveDelivery } from './receive-delivery.ts';
import { workOnDelivery } from './work-on-delivery.ts';

// What was wrong with webhooks and plans in the first system of this kind.

const database = useTestDatabase();
const at = new Date('2026-03-01T12:00:00.000Z');

async function subscribed() {
  const plan = await createClerkPlan(database.db, { credits: 900 });
  const stage = await setStage(database.db, at);
  stage.clerk.subscribe(plan, at);
  return stage;
}

test('defect 1: webhooks that come again, in the wrong order, and fail at first give their credits once', async () => {
  const stage = await subscribed();
  await stage.deliver([...stage.clerk.sent, ...stage.clerk.sent].toReversed());
  await database.db
    .$executeRaw`ALTER TABLE "CreditGrant" ADD CONSTRAINT "no_luck" CHECK ("amountCredits" <> 900) NOT VALID`;
  await stage.runJobs();
  expect(await stage.balance()).toBe(0);
  await database.db.$executeRaw`ALTER TABLE "CreditGrant" DROP CONSTRAINT "no_luck"`;
  await stage.waitUntil(new Date(at.getTime() + 3_600_000));
  expect(await stage.planGrants()).toEqual([{ part: 'base', left: 900, until: '2026-04-01' }]);
  const sent = { id: { in: stage.clerk.sent.map(({ id }) => id) } };
  expect(await database.db.webhookDelivery.count({ where: { ...sent, status: 'PROCESSED' } })).toBe(
    stage.clerk.sent.length,
  );
});

test('defect 2: a renewal leaves what was bought', async () => {
  const stage = await subscribed();
  await stage.catchUp();
  const { userId, system } = stage.account;
  await recordPack(system, { userId, paymentId: `pay_${userId}`, credits: 250 });
  for (let month = 0; month < 3; month += 1) stage.clerk.turn('paid');
  await stage.catchUp();
  expect(await stage.planGrants()).toEqual([{ part: 'base', left: 900, until: '2026-07-01' }]);
  expect(await stage.balance()).toBe(900 + 250);
});

test('defect 7: the first balance is the same on every path: sign-in, webhook, sync, a subscription before the user', async () => {
  const { own, system } = await createAccount(database.db, { role: 'ADMIN', now: () => at });
  const [signedIn, told, synced, subscriber] = Array.from({ length: 4 }, () => `user_${randomUUID()}`);
  if (!signedIn || !told || !synced || !subscriber) throw new Error('There are four.');
  await createClerkPlan(database.db, { credits: 900 });
  const identity = (clerkUserId: string) => ({ clerkUserId, verifiedEmail: null, name: null });
  await provisionUser(system, identity(signedIn), { adminEmails: new Set() });
  const deliver = async (id: string, body: object) => {
    await receiveDelivery(system, { id, body });
    await workOnDelivery(system, id);
  };
  await deliver(`msg_${subscriber}`, {
    type: 'subscription.created',
    data: { id: 'csub_1', status: 'active', payer: { user_id: subscriber }, items: [] },
  });
  for (const id of [told, subscriber])
    await deliver(`msg_user_${id}`, { type: 'user.created', data: { id } });
  const clerkBilling = {
    getSubscription: async () => null,
    listUsers: async ({ offset }: { offset: number }) => ({
      users: offset === 0 ? [identity(synced)] : [],
      total: 1,
    }),
    cancelItem: async () => undefined,
  };
  const { id: runId } = await startSync({ ...own, clerkBilling }, { isDryRun: false });
  await walkOn({ ...system, clerkBilling, signal: new AbortController().signal }, runId);

  const balances = await database.db.creditBalance.findMany({
    where: { clerkUserId: { in: [signedIn, told, synced, subscriber] } },
  });
  const first = { creditsRemaining: 100, creditsHeld: 0, lastSeq: 1 };
  expect(balances).toMatchObject([first, first, first, first]);
});

type ClerkBillingType = Extract<
  WebhookEvent['type'],
  `subscription.${string}` | `subscriptionItem.${string}` | `paymentAttempt.${string}`
>;

/** Complete by its type: another name, or one that is missing, does not compile. */
const sentByClerk: Record<ClerkBillingType, true> = {
  'subscription.created': true,
  'subscription.updated': true,
  'subscription.active': true,
  'subscription.pastDue': true,
  'subscriptionItem.created': true,
  'subscriptionItem.updated': true,
  'subscriptionItem.active': true,
  'subscriptionItem.canceled': true,
  'subscriptionItem.upcoming': true,
  'subscriptionItem.ended': true,
  'subscriptionItem.abandoned': true,
  'subscriptionItem.incomplete': true,
  'subscriptionItem.pastDue': true,
  'subscriptionItem.freeTrialEnding': true,
  'paymentAttempt.created': true,
  'paymentAttempt.updated': true,
};

test('defect 8: what is listened for is just what Clerk sends; anything else is kept and ignored', async () => {
  expect(Object.keys(sentByClerk).filter((type) => !isBillingType(type))).toEqual([]);
  const { system } = await createAccount(database.db);
  for (const type of ['subscriptionItem.past_due', 'subscription.deleted', 'invoice.paid']) {
    expect(isBillingType(type)).toBe(false);
    const id = `msg_${type}`;
    await receiveDelivery(system, { id, body: { type, data: { id: 'x' } } });
    await workOnDelivery(system, id);
    expect(await database.db.webhookDelivery.findUnique({ where: { id } })).toMatchObject({
      status: 'IGNORED',
    });
  }
});
