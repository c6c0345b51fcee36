import { createAccount, useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { ask, counting, ledgerOf, playgroundOf, readAnswer, readRefusal, say } from './test-support.ts';

const database = useTestDatabase();

async function open(credits = 10) {
  const account = await createAccount(database.db, { credits });
  const ctx = playgroundOf(account, database.db);
  const ledger = () => ledgerOf(database.db, account.userId);
  return { ctx, ledger };
}

describe('what is refused', () => {
  test('too few credits: 402 with both numbers, and the model is never called', async () => {
    const { ctx, ledger } = await open(0);
    const models = counting(ctx.playgroundModels);
    const response = await ask({ ...ctx, playgroundModels: models }, { idempotencyKey: 'a' });
    expect(response.status).toBe(402);
    expect(await response.json()).toEqual({
      error: {
        message: 'Not enough credits: this needs 1, you have 0.',
        requestId: 'test',
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
