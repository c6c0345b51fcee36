import { grantCredits } from '@scrip/api/server';
import { closeDatabase, createDatabase } from '@scrip/database';
import { systemContext, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';

const database = useTestDatabase();
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp(database.db);
});
afterAll(() => app.close());

async function openStream(token: string) {
  const response = await app.call('/trpc/credits.live', {
    token,
    headers: { accept: 'text/event-stream', 'accept-encoding': 'gzip, br' },
  });
  if (!response.body) throw new Error('The stream has no body.');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    response,
    async nextBalance() {
      for (;;) {
        const found = /"creditsRemaining":(\d+)/.exec(text);
        if (found) {
          text = text.slice(found.index + found[0].length);
          return { creditsRemaining: Number(found[1]) };
        }
        // A stream whose caller is let in no more may also be broken off.
        const read = await reader.read().catch(() => null);
        if (!read?.value) return null;
        text += read.value;
      }
    },
  };
}

async function signUp() {
  const user = await app.createUser();
  const token = await user.token();
  const { id: userId } = await user.client.users.me.query();
  return { userId, token };
}

const grant = { amountCredits: 5, source: 'PROMOTION' } as const;

test('a change reaches an open stream, also when another process made it', async () => {
  const { userId, token } = await signUp();
  const stream = await openStream(token);
  expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
  expect(stream.response.headers.get('content-encoding')).toBeNull();
  expect(await stream.nextBalance()).toMatchObject({ creditsRemaining: 100 });

  const here = grantCredits(systemContext(database.db), { ...grant, userId, idempotencyKey: 'here' });
  const first = await stream.nextBalance();
  await here;
  expect(first).toMatchObject({ creditsRemaining: 105 });

  const elsewhere = createDatabase({ connectionString: database.connectionString });
  await grantCredits(systemContext(elsewhere), { ...grant, userId, idempotencyKey: 'elsewhere' });
  const second = await stream.nextBalance();
  await closeDatabase(elsewhere);
  expect(second).toMatchObject({ creditsRemaining: 110 });
});

test('the stream of an account that is deactivated meanwhile ends', async () => {
  const { userId, token } = await signUp();
  const stream = await openStream(token);
  await stream.nextBalance();
  await database.db.user.update({ where: { id: userId }, data: { isActive: false } });
  const balances = [await stream.nextBalance(), await stream.nextBalance()];
  expect(balances).toContain(null);
});
