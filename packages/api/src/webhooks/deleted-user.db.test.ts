import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { holdCredits } from '../credits/hold-credits.ts';
import { createClerkPlan, setStage } from '../subscriptions/test-support/stage.ts';
import { receiveDelivery } from './receive-delivery.ts';
import { replayDelivery } from './service.ts';

const database = useTestDatabase();
const at = new Date('2026-03-01T12:00:00.000Z');
const deliveryOf = (id: string) => database.db.webhookDelivery.findUniqueOrThrow({ where: { id } });
const earlier = new Date(at.getTime() - 60_000);

async function giveBelongings(userId: string, clerkUserId: string): Promise<void> {
  const { db } = database;
  const key = { userId, name: 'CI', prefix: 'sk_', createdAt: earlier };
  await db.apiKey.create({ data: { ...key, keyHash: `live-${userId}` } });
  await db.apiKey.create({ data: { ...key, keyHash: `old-${userId}`, revokedAt: earlier } });
  const file = { url: 'https://example.com/x', pathname: 'x', name: 'diary.pdf', size: 1 };
  await db.storageObject.create({ data: { userId, clerkUserId, ...file } });
  await db.userPreferences.create({ data: { userId, locale: 'pt' } });
}

test('a deleted user is erased and refused, holds return, plan credits end, what was bought stays in the ledger', async () => {
  const stage = await setStage(database.db, at);
  stage.clerk.subscribe(await createClerkPlan(database.db, { credits: 900 }), at);
  const [first] = stage.clerk.sent;
  if (!first) throw new Error('Clerk sent nothing.');
  const admin = await createAccount(database.db, { role: 'ADMIN', now: () => at });
  const { userId, clerkUserId, system } = stage.account;
  await stage.catchUp();
  await holdCredits(system, {
    userId,
    featureKey: 'ai_text_chat',
    amountCredits: 100,
    idempotencyKey: 'hold',
  });
  await giveBelongings(userId, clerkUserId);
  const event = {
    type: 'user.deleted',
    object: 'event',
    timestamp: at.getTime(),
    data: { id: clerkUserId, deleted: true },
  };
  for (const id of ['msg_deleted', 'msg_deleted_again']) await receiveDelivery(system, { id, body: event });
  await stage.runJobs();
  const user = await database.db.user.findUniqueOrThrow({
    where: { id: userId },
    include: { apiKeys: { orderBy: { keyHash: 'asc' } }, storageObjects: true, preferences: true },
  });
  expect(user).toMatchObject({
    email: null,
    name: null,
    isActive: false,
    apiKeys: [{ revokedAt: expect.any(Date) }, { revokedAt: earlier }],
    storageObjects: [{ name: '', deletedAt: expect.any(Date), purgeAt: expect.any(Date) }],
    preferences: null,
  });
  expect(await deliveryOf(first.id)).toMatchObject({ status: 'PROCESSED', payload: { erased: true } });
  await replayDelivery(admin.own, first.id);
  await stage.runJobs();
  expect(await deliveryOf(first.id)).toMatchObject({ status: 'IGNORED' });
  expect(await database.db.creditHold.findMany({ where: { userId } })).toMatchObject([
    { status: 'RELEASED' },
  ]);
  const [item] = await database.db.subscriptionItem.findMany({ where: { userId } });
  expect(item).toMatchObject({ status: 'ended', dueAt: null });
  expect(await database.db.usageHistory.count({ where: { userId } })).toBeGreaterThan(1);
  const [late] = stage.clerk.sent;
  await receiveDelivery(system, { id: 'msg_late', body: late?.event });
  await stage.runJobs();
  expect(await database.db.subscriptionItem.findMany({ where: { userId } })).toMatchObject([
    { status: 'ended' },
  ]);
});
