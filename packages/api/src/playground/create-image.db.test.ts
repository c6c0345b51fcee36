import { createAccount, useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { createImage } from './create-image.ts';
import { createPlaygroundModels } from './models.ts';
import { counting, ledgerOf, playgroundOf } from './test-support.ts';

const database = useTestDatabase();

async function open(credits = 20, config = {}) {
  const account = await createAccount(database.db, { credits });
  const ctx = playgroundOf(account, database.db, config);
  const ledger = () => ledgerOf(database.db, account.userId);
  return { ctx, ledger };
}

const request = { prompt: 'a lighthouse at dusk', idempotencyKey: 'a' };
const refunded = { creditsRemaining: 20, spends: [5], refunds: [-5] };

describe('a picture', () => {
  test('costs its price once and names the entry that paid', async () => {
    const { ctx, ledger } = await open();
    const answer = await createImage(ctx, request);
    expect(answer).toMatchObject({ mediaType: 'image/png', creditsUsed: 5, entryId: expect.any(String) });
    expect(answer.imageDataUrl).toMatch(/^data:image\/png;base64,iVBORw0KGgo/);
    expect(await ledger()).toEqual({ creditsRemaining: 15, spends: [5], refunds: [] });
  });

  test('stays charged when the connection closes afterwards', async () => {
    const { ctx, ledger } = await open();
    const connection = new AbortController();
    await createImage(ctx, request, connection.signal);
    connection.abort();
    await ctx.playgroundModels.openCharges.settled();
    expect((await ledger()).refunds).toEqual([]);
  });

  test.each([
    ['fail-at-start', 'The model failed. Your 5 credits are back.'],
    ['fail-midway', 'The model failed. Your 5 credits are back.'],
    ['empty', 'The model gave an empty answer. Your 5 credits are back.'],
    ['hang', 'The model took too long. Your 5 credits are back.'],
  ] as const)('that comes to nothing is refunded once: %s', async (demoFailure, message) => {
    const { ctx, ledger } = await open(20, { limits: { imageMs: demoFailure === 'hang' ? 30 : 10_000 } });
    await expect(createImage(ctx, { ...request, demoFailure })).rejects.toMatchObject({
      code: 'UPSTREAM_FAILED',
      message,
      details: { refunded: true },
    });
    expect(await ledger()).toEqual(refunded);
  });

  test('whose connection closes while it is painted is refunded once', async () => {
    const { ctx, ledger } = await open(20, { wordDelayMs: 50 });
    const models = counting(ctx.playgroundModels);
    const connection = new AbortController();
    const { chat: _, image, ...rest } = models;
    const hangsUp = {
      ...image,
      doGenerate(options: Parameters<typeof image.doGenerate>[0]) {
        connection.abort();
        return image.doGenerate(options);
      },
    };
    const playgroundModels = { ...rest, chat: models.chat, image: hangsUp };
    await expect(createImage({ ...ctx, playgroundModels }, request, connection.signal)).rejects.toThrow(
      'The answer was stopped. Your 5 credits are back.',
    );
    expect(await ledger()).toEqual(refunded);
  });
});

describe('what is refused without a charge', () => {
  test('too few credits, and the model is never called', async () => {
    const { ctx, ledger } = await open(4);
    const playgroundModels = counting(ctx.playgroundModels);
    await expect(createImage({ ...ctx, playgroundModels }, request)).rejects.toMatchObject({
      code: 'INSUFFICIENT_CREDITS',
      details: { required: 5, available: 4 },
    });
    expect(playgroundModels.calls).toBe(0);
    expect(await ledger()).toEqual({ creditsRemaining: 4, spends: [], refunds: [] });
  });

  test('the same key twice, also at once', async () => {
    const { ctx, ledger } = await open();
    const playgroundModels = counting(ctx.playgroundModels);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => createImage({ ...ctx, playgroundModels }, request)),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(playgroundModels.calls).toBe(1);
    expect((await ledger()).spends).toEqual([5]);
  });

  test('asking a real provider to fail', async () => {
    const { ctx, ledger } = await open();
    const playgroundModels = createPlaygroundModels({ openAiApiKey: 'sk-test' });
    await expect(
      createImage({ ...ctx, playgroundModels }, { ...request, demoFailure: 'hang' }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'Only the demo model fails on request; this playground runs on OpenAI.',
    });
    expect((await ledger()).spends).toEqual([]);
  });

  test.each([[''], ['   '], ['x'.repeat(2001)]])('a prompt that is empty or too long', async (prompt) => {
    const { ctx, ledger } = await open();
    await expect(createImage(ctx, { ...request, prompt })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect((await ledger()).spends).toEqual([]);
  });
});
