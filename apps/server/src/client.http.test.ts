import { ensureFeatureCatalogue } from '@scrip/api/server';
import { createScrip, type LetThrough, ScripUnavailable } from '@scrip/client';
import { expectLedgerHolds, systemContext, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAppKey } from './test-support/api-keys.ts';
import { startTestApp, type TestApp } from './test-support/app.ts';
import { lossyFetch } from './test-support/lossy-fetch.ts';

const database = useTestDatabase();
let app: TestApp;
let apiKey: string;

beforeAll(async () => {
  await ensureFeatureCatalogue(systemContext(database.db));
  app = await startTestApp(database.db);
  apiKey = await createAppKey(app);
});
afterAll(() => app.close());

const retry = { baseDelayMs: 1 };
const scripOver = (send: typeof fetch) => createScrip({ url: app.url, apiKey, retry, fetch: send });

async function newUser(): Promise<string> {
  const user = await app.createUser();
  return (await user.client.users.me.query()).id;
}

test('every verb does over the wire what its types say', async () => {
  const scrip = scripOver(fetch);
  const userId = await newUser();
  const use = { userId, featureKey: 'ai_text_chat' };
  expect(await scrip.check(use)).toEqual({ canAfford: true, costCredits: 1, availableCredits: 100 });
  const { quoteId } = await scrip.quote({ ...use, ttlSeconds: 60 });
  const { entry } = await scrip.spend({ ...use, quoteId, details: { chat: 'c1' } });
  expect(entry).toMatchObject({ creditsUsed: 1, balanceAfter: 99, details: { chat: 'c1' } });
  const { hold } = await scrip.hold({ ...use, amountCredits: 10 });
  await scrip.extend({ userId, holdId: hold.id, ttlSeconds: 900 });
  expect(await scrip.balance({ userId })).toMatchObject({ creditsRemaining: 89, creditsHeld: 10 });
  const captured = await scrip.capture({ userId, holdId: hold.id, amountCredits: 4 });
  expect(captured).toMatchObject({ replayed: false, entry: { creditsUsed: 4, holdId: hold.id } });
  const again = await scrip.capture({ userId, holdId: hold.id, amountCredits: 4 });
  expect(again).toEqual({ ...captured, replayed: true });
  const other = await scrip.hold(use);
  expect(await scrip.release({ userId, holdId: other.hold.id })).toMatchObject({
    hold: { status: 'RELEASED' },
  });
  expect((await scrip.refund({ userId, spendId: entry.id })).entry.creditsUsed).toBe(-1);
  expect((await scrip.refund({ userId, spendId: entry.id })).replayed).toBe(true);
  const expiresAt = new Date(Date.now() + 86_400_000);
  const granted = await scrip.grant({ userId, amountCredits: 5, source: 'PROMOTION', expiresAt });
  expect(granted.grant).toMatchObject({ remainingCredits: 5, expiresAt: expiresAt.toISOString() });
  const { items } = await scrip.entries({ userId, kinds: ['SPEND'], limit: 10 });
  expect(items.map(({ creditsUsed }) => creditsUsed)).toEqual([4, 1]);
  expect((await scrip.usage({ userId, timeZone: 'UTC' })).totals).toMatchObject({ creditsUsed: 4 });
  await expectLedgerHolds(database.db, userId);
});

test('a spend whose request and then whose answer are lost is charged once', async () => {
  const userId = await newUser();
  const scrip = scripOver(lossyFetch('request', 'answer', 'answer'));
  const { entry, replayed } = await scrip.spend({ userId, featureKey: 'ai_text_chat' });
  expect({ replayed, balance: entry.balanceAfter }).toEqual({ replayed: true, balance: 99 });
  expect(await scrip.balance({ userId })).toMatchObject({ creditsRemaining: 99 });
});

test('a batch whose answer is lost is charged once for each of its calls', async () => {
  const userId = await newUser();
  const scrip = scripOver(lossyFetch('answer'));
  const spends = Array.from({ length: 7 }, () => scrip.spend({ userId, featureKey: 'ai_text_chat' }));
  const receipts = await Promise.all(spends);
  expect(new Set(receipts.map(({ entry }) => entry.id))).toHaveLength(7);
  expect(await scrip.balance({ userId })).toMatchObject({ creditsRemaining: 93 });
});

test('a spend that never got an answer is charged once when it is repeated with its key', async () => {
  const userId = await newUser();
  const request = { userId, featureKey: 'ai_text_chat', idempotencyKey: 'message-1' };
  const losing = scripOver(lossyFetch(...Array.from({ length: 5 }, () => 'answer' as const)));
  await expect(losing.spend(request)).rejects.toBeInstanceOf(ScripUnavailable);
  expect((await losing.spend(request)).replayed).toBe(true);
  expect(await losing.balance({ userId })).toMatchObject({ creditsRemaining: 99 });
});

test('refusals of the server arrive with their code and details', async () => {
  const userId = await newUser();
  const scrip = scripOver(fetch);
  const tooMuch = scrip.hold({ userId, featureKey: 'ai_text_chat', amountCredits: 101 });
  await expect(tooMuch).rejects.toMatchObject({
    code: 'INSUFFICIENT_CREDITS',
    status: 402,
    details: { required: 101, available: 100 },
    requestId: expect.any(String),
  });
  const stranger = createScrip({ url: app.url, apiKey: 'nonsense', retry });
  await expect(stranger.balance({ userId })).rejects.toMatchObject({ code: 'UNAUTHENTICATED', status: 401 });
});

test('a key with few calls a minute is told when to come back', async () => {
  const userId = await newUser();
  const slow = await createAppKey(app, { rateLimitPerMinute: 1 });
  const scrip = createScrip({ url: app.url, apiKey: slow, timeoutMs: 1000 });
  await scrip.balance({ userId });
  const error = await scrip.balance({ userId }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'RATE_LIMITED', status: 429, retryAfter: expect.any(Number) });
});

test('a signed-in user acts for their own account with their token', async () => {
  const user = await app.createUser();
  const scrip = createScrip({ url: app.url, getToken: () => user.token() });
  const { quoteId } = await scrip.quote({ featureKey: 'ai_text_chat' });
  const { entry } = await scrip.spend({ featureKey: 'ai_text_chat', quoteId });
  expect(await scrip.balance()).toMatchObject({ creditsRemaining: 99 });
  expect((await scrip.entries({ limit: 1 })).items).toEqual([entry]);
  expect((await scrip.usage()).totals.creditsUsed).toBe(1);
});

test('what was let through while Scrip could not be reached is charged once under its key when it answers', async () => {
  const userId = await newUser();
  let stored: LetThrough[] = [];
  const told: string[] = [];
  const failOpen = {
    features: ['ai_text_chat'],
    onLetThrough: () => told.push('let through'),
    onCharged: () => told.push('charged'),
    onRefused: () => told.push('refused'),
    store: {
      load: async () => stored,
      save: async (all: LetThrough[]) => {
        stored = all;
      },
    },
  };
  const losses = ['request', 'answer'] as const;
  const open = { url: app.url, apiKey, retry: { retries: 0 }, failOpen };
  const before = createScrip({ ...open, fetch: lossyFetch(...losses) });
  for (const idempotencyKey of ['never-arrived', 'answer-lost']) {
    const passed = await before.spend({ userId, featureKey: 'ai_text_chat', idempotencyKey });
    expect(passed).toMatchObject({ letThrough: true });
  }
  expect(stored.map(({ request }) => request.idempotencyKey)).toEqual(['never-arrived', 'answer-lost']);

  const afterRestart = createScrip(open);
  await afterRestart.settle();
  await afterRestart.settle();
  expect(told).toEqual(['let through', 'let through', 'charged', 'charged']);
  expect(stored).toEqual([]);
  expect(await afterRestart.balance({ userId })).toMatchObject({ creditsRemaining: 98 });
});
