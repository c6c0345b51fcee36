import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { createAccount, expectLedgerHolds, setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { ask, chunksOf, counting, ledgerOf, playgroundOf, readAnswer } from './test-support.ts';

const database = useTestDatabase();

async function open(credits = 10, config = {}) {
  const account = await createAccount(database.db, { credits });
  const ctx = playgroundOf(account, database.db, config);
  const ledger = () => ledgerOf(database.db, account.userId);
  return { account, ctx, ledger };
}

describe('an answer that is delivered', () => {
  test('costs its price once, and the stream names the entry that paid', async () => {
    const { account, ctx, ledger } = await open();
    const answer = await readAnswer(await ask(ctx, { idempotencyKey: 'a' }));
    expect(answer.text).toContain('A refund belongs to exactly one spend.');
    expect(answer.errorText).toBeUndefined();
    expect(answer.charges).toHaveLength(1);
    expect(answer.charge).toMatchObject({ status: 'charged', creditsUsed: 1, failure: null });
    expect(answer.chunks.at(-1)).toMatchObject({
      type: 'finish',
      messageMetadata: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
    });
    expect(await ledger()).toEqual({ creditsRemaining: 9, spends: [1], refunds: [] });
    const entry = await database.db.usageHistory.findUniqueOrThrow({
      where: { userId_id: { userId: account.userId, id: answer.charge?.entryId ?? '' } },
    });
    expect(entry).toMatchObject({ idempotencyKey: 'a', featureKey: 'ai_text_chat', kind: 'SPEND' });
    expect(JSON.stringify(entry.details), 'prompts stay out of the ledger').not.toContain('refund');
  });

  test('stays charged when the connection closes afterwards', async () => {
    const { ctx, ledger } = await open();
    const connection = new AbortController();
    await readAnswer(await ask(ctx, { idempotencyKey: 'a' }, connection.signal));
    connection.abort();
    await ctx.playgroundModels.openCharges.settled();
    expect(await ledger()).toEqual({ creditsRemaining: 9, spends: [1], refunds: [] });
  });
});

describe('an answer that is not delivered is refunded exactly once', () => {
  const short = { limits: { firstTokenMs: 30 } };
  test.each([
    ['fail-at-start', 'failed', 'The model failed. Your 1 credit is back.', {}],
    ['fail-midway', 'failed', 'The model failed. Your 1 credit is back.', {}],
    ['empty', 'empty', 'The model gave an empty answer. Your 1 credit is back.', {}],
    ['hang', 'timeout', 'The model took too long. Your 1 credit is back.', short],
  ])('when the model is told to %s', async (demoFailure, failure, sentence, config) => {
    const { account, ctx, ledger } = await open(10, config);
    const answer = await readAnswer(await ask(ctx, { idempotencyKey: 'a', demoFailure }));
    expect(answer.charges.map((charge) => charge.status)).toEqual(['charged', 'refunded']);
    expect(answer.charge?.failure).toBe(failure);
    expect(answer.errorText).toBe(sentence);
    expect(answer.text !== '').toBe(demoFailure === 'fail-midway');
    expect(await ledger()).toEqual({ creditsRemaining: 10, spends: [1], refunds: [-1] });
    await expectLedgerHolds(database.db, account.userId);
  });

  test('when it is still unfinished after the whole time allowed', async () => {
    const { ctx, ledger } = await open(10, { wordDelayMs: 10, limits: { answerMs: 120 } });
    const answer = await readAnswer(await ask(ctx, { idempotencyKey: 'a' }));
    expect(answer.text, 'it had begun').not.toBe('');
    expect(answer.charge).toMatchObject({ status: 'refunded', failure: 'timeout' });
    expect(await ledger()).toEqual({ creditsRemaining: 10, spends: [1], refunds: [-1] });
  });

  test('when the connection closes midway', async () => {
    const { ctx, ledger } = await open(10, { wordDelayMs: 5 });
    const connection = new AbortController();
    const response = await ask(ctx, { idempotencyKey: 'a' }, connection.signal);
    for await (const chunk of chunksOf(response)) {
      if (chunk.type === 'text-delta') connection.abort();
    }
    await ctx.playgroundModels.openCharges.settled();
    expect(await ledger()).toEqual({ creditsRemaining: 10, spends: [1], refunds: [-1] });
  });

  test('when the body is cancelled, even if no signal aborts', async () => {
    const { ctx, ledger } = await open(10, { wordDelayMs: 5 });
    const response = await ask(ctx, { idempotencyKey: 'a' });
    for await (const chunk of chunksOf(response)) if (chunk.type === 'text-delta') break;
    await ctx.playgroundModels.openCharges.settled();
    expect(ctx.logger.records, 'the model did not fail').toEqual([]);
    expect(await ledger()).toEqual({ creditsRemaining: 10, spends: [1], refunds: [-1] });
  });

  test('when the connection was closed before the model could begin', async () => {
    const { ctx, ledger } = await open();
    const models = counting(ctx.playgroundModels);
    await ask({ ...ctx, playgroundModels: models }, { idempotencyKey: 'a' }, AbortSignal.abort());
    await models.openCharges.settled();
    expect(models.calls).toBe(0);
    expect(await ledger()).toEqual({ creditsRemaining: 10, spends: [1], refunds: [-1] });
  });

  test('at the price paid, when the price changes meanwhile', async () => {
    const { ctx, ledger } = await open(10, { wordDelayMs: 5 });
    const connection = new AbortController();
    const response = await ask(ctx, { idempotencyKey: 'a' }, connection.signal);
    await setFeatureCosts(database.db, { ai_text_chat: 7 });
    connection.abort();
    await response.text();
    await ctx.playgroundModels.openCharges.settled();
    await setFeatureCosts(database.db, {});
    expect(await ledger()).toEqual({ creditsRemaining: 10, spends: [1], refunds: [-1] });
  });

  test('and a free answer that fails writes no refund', async () => {
    await setFeatureCosts(database.db, { ai_text_chat: 0 });
    const { ctx, ledger } = await open();
    const answer = await readAnswer(await ask(ctx, { idempotencyKey: 'a', demoFailure: 'fail-midway' }));
    await setFeatureCosts(database.db, {});
    expect(answer.errorText).toBe('The model failed.');
    expect(await ledger()).toEqual({ creditsRemaining: 10, spends: [0], refunds: [] });
  });
});

describe('a model’s own word on its answer', () => {
  const id = 'answer';
  const words = [
    { type: 'text-start', id },
    { type: 'text-delta', id, delta: 'Half of' },
  ] as const;
  const finish = (unified: 'stop' | 'error') =>
    ({
      type: 'finish',
      finishReason: { unified, raw: undefined },
      usage: {
        inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
        outputTokens: { total: 1, text: 1, reasoning: 0 },
      },
    }) as const;

  test.each([
    ['an error in the stream, though it goes on', [...words, { type: 'error', error: 'x' }, finish('stop')]],
    ['an error as the reason for its end', [...words, finish('error')]],
    ['an end without a reason', words],
  ] as const)('counts: %s is refunded', async (_what, parts) => {
    const { ctx, ledger } = await open();
    const { chat } = ctx.playgroundModels;
    const doStream = async () => ({ stream: ReadableStream.from<LanguageModelV4StreamPart>(parts) });
    const playgroundModels = { ...ctx.playgroundModels, chat: { ...chat, doStream } };
    const answer = await readAnswer(await ask({ ...ctx, playgroundModels }, { idempotencyKey: 'a' }));
    expect(answer.text).toBe('Half of');
    expect(answer.charge).toMatchObject({ status: 'refunded', failure: 'failed' });
    expect(await ledger()).toEqual({ creditsRemaining: 10, spends: [1], refunds: [-1] });
  });
});

test('of 20 chats at once on a balance of 5, five run and fifteen are refused', async () => {
  const { account, ctx, ledger } = await open(5);
  const models = counting(ctx.playgroundModels);
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const response = await ask({ ...ctx, playgroundModels: models }, { idempotencyKey: `chat-${index}` });
      await response.text();
      return response.status;
    }),
  );
  expect(statuses.filter((status) => status === 200)).toHaveLength(5);
  expect(statuses.filter((status) => status === 402)).toHaveLength(15);
  expect(models.calls).toBe(5);
  expect(await ledger()).toEqual({ creditsRemaining: 0, spends: [1, 1, 1, 1, 1], refunds: [] });
  await expectLedgerHolds(database.db, account.userId);
});
