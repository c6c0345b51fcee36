import { createAccount, expectLedgerHolds, setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import {
  ask,
  chunksOf,
  counting,
  ledgerOf,
  playgroundOf,
  readAnswer,
  readRefusal,
  say,
} from './test-support.ts';

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

describe('what is refused', () => {
  test('too few credits: 402 with both numbers, and the model is never called', async () => {
    const { ctx, ledger } = await open(0);
    const models = counting(ctx.playgroundModels);
    const response = await ask({ ...ctx, playgroundModels: models }, { idempotencyKey: 'a' });
    expect(response.status).toBe(402);
    expect(await response.json()).toEqual({
      error: {
        message: 'Not enough credits: this needs 1, you have 0.',
        domain: { code: 'INSUFFICIENT_CREDITS', required: 1, available: 0 },
      },
    });
    expect(models.calls).toBe(0);
    expect(await ledger()).toEqual({ creditsRemaining: 0, spends: [], refunds: [] });
  });

  test('the same key again, also at once: one answer, one charge, 409 with the entry for the others', async () => {
    const { ctx, ledger } = await open();
    const models = counting(ctx.playgroundModels);
    const counted = { ...ctx, playgroundModels: models };
    const responses = await Promise.all(
      Array.from({ length: 10 }, () => ask(counted, { idempotencyKey: 'a' })),
    );
    const answered = responses.filter((response) => response.status === 200);
    expect(answered).toHaveLength(1);
    const charges = await Promise.all(answered.map(async (response) => (await readAnswer(response)).charge));
    for (const response of responses.filter((candidate) => candidate.status !== 200)) {
      expect(response.status).toBe(409);
      expect((await readRefusal(response)).domain).toEqual({
        code: 'ALREADY_CHARGED',
        entryId: charges[0]?.entryId,
        refunded: false,
      });
    }
    expect(models.calls).toBe(1);
    expect(await ledger()).toEqual({ creditsRemaining: 9, spends: [1], refunds: [] });
  });

  test('the key of a refunded answer: it does not run uncharged', async () => {
    const { ctx, ledger } = await open();
    await readAnswer(await ask(ctx, { idempotencyKey: 'a', demoFailure: 'empty' }));
    const models = counting(ctx.playgroundModels);
    const response = await ask({ ...ctx, playgroundModels: models }, { idempotencyKey: 'a' });
    expect(response.status).toBe(409);
    expect((await readRefusal(response)).domain).toMatchObject({ code: 'ALREADY_CHARGED', refunded: true });
    expect(models.calls).toBe(0);
    expect(await ledger()).toEqual({ creditsRemaining: 10, spends: [1], refunds: [-1] });
  });

  test('nobody signed in: 401', async () => {
    const { ctx } = await open();
    expect((await ask({ ...ctx, principal: null }, { idempotencyKey: 'a' })).status).toBe(401);
  });

  const fits = { parts: [{ type: 'text', text: 'x' }], role: 'user' };
  test.each([
    ['no message', { messages: [] }],
    ['more than 40 messages', { messages: Array.from({ length: 41 }, () => fits) }],
    ['more than 16 kB of text', { messages: say('é'.repeat(8193)) }],
    ['a last message that is not the user’s', { messages: [fits, { ...fits, role: 'assistant' }] }],
    ['instructions smuggled in as a message', { messages: [{ ...fits, role: 'system' }, fits] }],
    ['blank text', { messages: say(' \n ') }],
    ['no key', { idempotencyKey: undefined }],
    ['an unknown failure', { demoFailure: 'explode' }],
    ['not an object', null],
  ])('%s: 400, uncharged', async (_what, body) => {
    const { ctx, ledger } = await open();
    const response = await ask(ctx, {
      idempotencyKey: 'a',
      ...body,
      ...(body === null ? { messages: null } : {}),
    });
    expect(response.status).toBe(400);
    expect((await readRefusal(response)).domain.code).toBe('INVALID_INPUT');
    expect(await ledger()).toEqual({ creditsRemaining: 10, spends: [], refunds: [] });
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
