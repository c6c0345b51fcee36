import { randomUUID } from 'node:crypto';
import type { Database } from '@scrip/database';
import { createAccount, type TestAccount } from '@scrip/testing';
import { createKeyAsAdmin, newKey } from '../../api-keys/test-support.ts';
import { grantCredits } from '../../credits/grant-credits.ts';
import { holdCredits } from '../../credits/hold-credits.ts';
import { spendCredits } from '../../credits/spend-credits.ts';
import { createPlanAsAdmin, newPlan, toUpdate } from '../../plans/test-support.ts';
import type { createCaller } from '../../root.ts';
import { setPrice } from '../../settings/set-price.ts';
import { createFeatureAsAdmin, newFeature } from '../../settings/test-support.ts';
import { startManual } from '../../subscriptions/manual.ts';
import { recordPack } from '../../subscriptions/packs.ts';
import { addNote } from '../../users/notes.ts';
import { startViewing } from '../../users/view-as.ts';

type Caller = ReturnType<typeof createCaller>;
export type Stage = { db: Database; admin: TestAccount; user: TestAccount };
/** Sets the stage for a change that must be audited, and answers the call that makes it. */
type Prepare = (stage: Stage) => Promise<(caller: Caller) => Promise<unknown>>;

const reason = 'Because of a test';
const key = () => randomUUID();

async function openHold({ user }: Stage) {
  const { hold } = await holdCredits(user.system, {
    userId: user.userId,
    featureKey: 'ai_text_chat',
    amountCredits: 5,
    idempotencyKey: key(),
  });
  return { userId: user.userId, holdId: hold.id };
}

async function addPack({ user }: Stage) {
  const paymentId = key();
  await recordPack(user.system, { userId: user.userId, paymentId, credits: 5 });
  return { userId: user.userId, paymentId };
}

async function addManual({ db, admin, user }: Stage) {
  const { plan } = await createPlanAsAdmin(db, {
    clerkId: null,
    billingSource: 'manual',
    ctaType: null,
  });
  const input = { userId: user.userId, planId: plan.id, period: 'month', reason } as const;
  const state = await startManual(admin.own, input);
  return { itemId: state.items[0]?.id ?? '' };
}

async function addJob(db: Database): Promise<{ id: string }> {
  const at = new Date();
  return db.job.create({
    data: { kind: 'test.dead', payload: {}, deadAt: at, lastError: 'no luck', createdAt: at },
    select: { id: true },
  });
}

async function addDelivery(db: Database): Promise<{ id: string }> {
  const data = { id: key(), type: 'user.updated', payload: {}, receivedAt: new Date() };
  return db.webhookDelivery.create({ data, select: { id: true } });
}

/** A row whose bytes are not there. */
async function addFile({ db, user: { userId } }: Stage) {
  const id = key();
  const place = { provider: 'local', pathname: `files/${userId}/${id}`, url: `file:///${id}` };
  await db.storageObject.create({
    data: { ...place, userId, id, clerkUserId: userId, name: 'a.png', size: 5 },
  });
  return { ...place, userId, id };
}

async function addComparison(db: Database, findings: object[]): Promise<{ id: string }> {
  const run = { kind: 'reconcile', status: 'done', startedAt: new Date(), updatedAt: new Date() };
  return db.storageRun.create({ data: { ...run, counts: {}, findings }, select: { id: true } });
}

/** One run of storage at a time is allowed. */
async function endRuns(db: Database): Promise<void> {
  await db.storageRun.updateMany({ data: { status: 'done', endedAt: new Date() } });
}

/** By procedure: how to make a change that has to leave its trace. */
export const adminChanges: Record<string, Prepare> = {
  'accounts.grant': async ({ user: { userId } }) => {
    const input = { userId, amountCredits: 5, source: 'ADMIN', idempotencyKey: key() } as const;
    return (caller) => caller.accounts.grant(input);
  },
  'accounts.voidGrant': async ({ user: { userId, system } }) => {
    const input = { userId, amountCredits: 5, source: 'ADMIN', idempotencyKey: key() } as const;
    const { grant } = await grantCredits(system, input);
    return (caller) =>
      caller.accounts.voidGrant({ userId, grantId: grant.id, reason, idempotencyKey: key() });
  },
  'accounts.refund': async ({ user: { userId, system } }) => {
    const use = { userId, featureKey: 'ai_text_chat', idempotencyKey: key() };
    const { entry } = await spendCredits(system, use);
    return (caller) => caller.accounts.refund({ userId, spendId: entry.id, idempotencyKey: key() });
  },
  'accounts.hold': async ({ user: { userId } }) => {
    const input = { userId, featureKey: 'ai_text_chat', amountCredits: 5, idempotencyKey: key() };
    return (caller) => caller.accounts.hold(input);
  },
  'accounts.capture': async (stage) => {
    const hold = await openHold(stage);
    return (caller) => caller.accounts.capture({ ...hold, idempotencyKey: key() });
  },
  'accounts.release': async (stage) => {
    const hold = await openHold(stage);
    return (caller) => caller.accounts.release({ ...hold, idempotencyKey: key() });
  },
  'accounts.extend': async (stage) => {
    const hold = await openHold(stage);
    return (caller) => caller.accounts.extend({ ...hold, ttlSeconds: 6000, idempotencyKey: key() });
  },
  'accounts.setSpendCaps': async ({ user: { userId } }) => {
    const caps = [{ period: 'DAY', featureKey: null, limitCredits: 50 } as const];
    return (caller) => caller.accounts.setSpendCaps({ userId, caps, reason });
  },
  'accounts.setOverdraft': async ({ user: { userId } }) => {
    return (caller) => caller.accounts.setOverdraft({ userId, overdraftCredits: 9, reason });
  },
  'adminApiKeys.create': async () => (caller) => caller.adminApiKeys.create(newKey()),
  'adminApiKeys.update': async ({ db }) => {
    const { id, version } = (await createKeyAsAdmin(db)).key;
    return (caller) => caller.adminApiKeys.update({ id, version, name: 'Other' });
  },
  'adminApiKeys.rotate': async ({ db }) => {
    const { id, version } = (await createKeyAsAdmin(db)).key;
    return (caller) => caller.adminApiKeys.rotate({ id, version });
  },
  'adminApiKeys.revoke': async ({ db }) => {
    const { id } = (await createKeyAsAdmin(db)).key;
    return (caller) => caller.adminApiKeys.revoke({ id, reason });
  },
  'credits.adjust': async ({ user: { userId } }) => {
    const input = { userId, mode: 'delta', deltaCredits: 5, reason, idempotencyKey: key() } as const;
    return (caller) => caller.credits.adjust(input);
  },
  'features.create': async () => (caller) => caller.features.create(newFeature()),
  'features.update': async ({ db }) => {
    const { feature } = await createFeatureAsAdmin(db);
    return (caller) => caller.features.update({ key: feature.key, version: feature.version, name: 'Other' });
  },
  'features.archive': async ({ db }) => {
    const { feature } = await createFeatureAsAdmin(db);
    return (caller) => caller.features.archive({ key: feature.key, version: feature.version, reason });
  },
  'features.restore': async ({ db }) => {
    const { feature } = await createFeatureAsAdmin(db);
    await db.feature.update({ where: { key: feature.key }, data: { active: false } });
    return (caller) => caller.features.restore({ key: feature.key, version: feature.version, reason });
  },
  'features.setPrice': async ({ db }) => {
    const { feature } = await createFeatureAsAdmin(db);
    return (caller) =>
      caller.features.setPrice({ key: feature.key, version: feature.version, price: 8, reason });
  },
  'features.cancelScheduledPrice': async ({ db }) => {
    const { admin, feature } = await createFeatureAsAdmin(db);
    const effectiveFrom = new Date(Date.now() + 3_600_000);
    const request = { key: feature.key, version: feature.version, price: 8, reason, effectiveFrom };
    const [planned] = (await setPrice(admin.own, request)).scheduled;
    return (caller) => caller.features.cancelScheduledPrice({ id: planned?.id ?? '', reason });
  },
  'jobs.retry': async ({ db }) => {
    const { id } = await addJob(db);
    return (caller) => caller.jobs.retry({ id });
  },
  'jobs.delete': async ({ db }) => {
    const { id } = await addJob(db);
    return (caller) => caller.jobs.delete({ id });
  },
  'plans.create': async () => (caller) => caller.plans.create(newPlan()),
  'plans.update': async ({ db }) => {
    const { plan } = await createPlanAsAdmin(db);
    return (caller) => caller.plans.update({ ...toUpdate(plan), credits: 7 });
  },
  'plans.reorder': async ({ db }) => {
    await createPlanAsAdmin(db);
    await createPlanAsAdmin(db);
    return async (caller) => {
      const expectedPlanIds = (await caller.plans.listAll()).map(({ id }) => id);
      return caller.plans.reorder({ expectedPlanIds, planIds: expectedPlanIds.toReversed() });
    };
  },
  'plans.archive': async ({ db }) => {
    const { plan } = await createPlanAsAdmin(db);
    return (caller) => caller.plans.archive({ planId: plan.id, reason });
  },
  'plans.unarchive': async ({ db }) => {
    const { plan } = await createPlanAsAdmin(db, { active: false });
    return (caller) => caller.plans.unarchive({ planId: plan.id, reason });
  },
  'plans.delete': async ({ db }) => {
    const { plan } = await createPlanAsAdmin(db);
    return (caller) => caller.plans.delete({ planId: plan.id, reason });
  },
  'plans.applyImport': async () => {
    const id = `cplan_${key().replaceAll('-', '')}`;
    const json = JSON.stringify([{ id, name: 'Pasted', fee: { amount: 900, currency: 'USD' } }]);
    const input = { source: { kind: 'paste', json } } as const;
    return async (caller) => {
      const { previewId } = await caller.plans.previewImport(input);
      return caller.plans.applyImport({ ...input, previewId, credits: { [id]: 5 } });
    };
  },
  'settings.update': async () => async (caller) => {
    const { version, settings } = await caller.settings.get();
    const changed = { ...settings, signUpCredits: settings.signUpCredits + 1 };
    return caller.settings.update({ version, settings: changed, reason });
  },
  'subscriptions.repair':
    async ({ user: { userId } }) =>
    (caller) =>
      caller.subscriptions.repair({ userId }),
  'subscriptions.repairAll': async () => (caller) => caller.subscriptions.repairAll(),
  'subscriptions.startSync': async () => (caller) => caller.subscriptions.startSync({ isDryRun: true }),
  'subscriptions.startManual': async ({ db, user: { userId } }) => {
    const { plan } = await createPlanAsAdmin(db, {
      clerkId: null,
      billingSource: 'manual',
      ctaType: null,
    });
    const input = { userId, planId: plan.id, period: 'month', reason } as const;
    return (caller) => caller.subscriptions.startManual(input);
  },
  'subscriptions.changeManual': async (stage) => {
    const { itemId } = await addManual(stage);
    const input = { userId: stage.user.userId, itemId, change: 'cancel', reason } as const;
    return (caller) => caller.subscriptions.changeManual(input);
  },
  'subscriptions.recordPack': async ({ user: { userId } }) => {
    return (caller) => caller.subscriptions.recordPack({ userId, paymentId: key(), credits: 5 });
  },
  'subscriptions.reversePack': async (stage) => {
    const pack = await addPack(stage);
    return (caller) => caller.subscriptions.reversePack({ ...pack, status: 'refunded', reason });
  },
  'storage.delete': async (stage) => {
    const { userId, id } = await addFile(stage);
    const file = { userId, id };
    return (caller) => caller.storage.delete(file);
  },
  'storage.reconcile': async ({ db }) => {
    await endRuns(db);
    return (caller) => caller.storage.reconcile();
  },
  'storage.move': async ({ db }) => {
    await endRuns(db);
    return (caller) => caller.storage.move({ from: 'local', to: 's3' });
  },
  'storage.repair': async (stage) => {
    const { userId, id, ...place } = await addFile(stage);
    const run = await addComparison(stage.db, [{ kind: 'missing', ...place, sizeBytes: 5, userId, id }]);
    return (caller) => caller.storage.repair(run);
  },
  'usage.rebuild': async () => (caller) => caller.usage.rebuild(),
  'users.addNote': async ({ user: { userId } }) => {
    return (caller) => caller.users.addNote({ userId, text: 'Called us.' });
  },
  'users.removeNote': async ({ admin, user: { userId } }) => {
    const { id } = await addNote(admin.own, { userId, text: 'Called us.' });
    return (caller) => caller.users.removeNote({ userId, id, reason });
  },
  'users.setRole': async ({ user: { userId } }) => {
    return (caller) => caller.users.setRole({ userId, role: 'ADMIN', reason });
  },
  'users.setActive': async ({ user: { userId } }) => {
    return (caller) => caller.users.setActive({ userId, isActive: false, reason });
  },
  'users.invite': async () => (caller) => caller.users.invite({ email: `${key()}@example.com`, reason }),
  'users.applyBulkGrant': async ({ user: { userId } }) => {
    const csv = `user,credits\n${userId},5`;
    return (caller) => caller.users.applyBulkGrant({ csv, reason, idempotencyKey: key() });
  },
  'users.startViewing': async ({ user: { userId } }) => {
    return (caller) => caller.users.startViewing({ userId, reason });
  },
  'users.stopViewing': async ({ admin, user: { userId } }) => {
    const { token } = await startViewing(admin.own, { userId, reason });
    return (caller) => caller.users.stopViewing({ token });
  },
  'webhooks.replay': async ({ db }) => {
    const { id } = await addDelivery(db);
    return (caller) => caller.webhooks.replay({ id });
  },
};

/** Admins' mutations that only look: they work something out, and change neither a user nor a rule. */
export const lookingOnly = [
  'auditor.run',
  'auditor.runAll',
  'plans.previewImport',
  'previews.cancel',
  'previews.start',
  'users.previewBulkGrant',
];

export async function setStage(db: Database): Promise<Stage> {
  const [admin, user] = [await createAccount(db, { role: 'ADMIN' }), await createAccount(db)];
  return { db, admin, user };
}
