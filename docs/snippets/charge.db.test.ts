import { createAccount, expectLedgerHolds, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { answerFor } from './charge.ts';

const database = useTestDatabase();

async function remaining(userId: string): Promise<number> {
  const balance = await database.db.creditBalance.findUniqueOrThrow({ where: { userId } });
  return balance.creditsRemaining;
}

test('the README’s snippet charges an answer once, also when the request is retried', async () => {
  const { userId, system } = await createAccount(database.db);
  const request = { userId, id: 'message-1', prompt: 'Hello' };
  const askModel = async (prompt: string) => `You said ${prompt}`;
  expect(await answerFor(system, request, askModel)).toBe('You said Hello');
  await answerFor(system, request, askModel);
  expect(await remaining(userId)).toBe(99);
});

test('the README’s snippet gives the credit back when the model fails', async () => {
  const { userId, system } = await createAccount(database.db);
  const failing = answerFor(system, { userId, id: 'message-1', prompt: 'Hello' }, () =>
    Promise.reject(new Error('the model is down')),
  );
  await expect(failing).rejects.toThrow('the model is down');
  expect(await remaining(userId)).toBe(100);
  await expectLedgerHolds(database.db, userId);
});
