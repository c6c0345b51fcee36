import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createAccount, useTestDatabase } from '@scrip/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { createImage } from './create-image.ts';
import { encodePng } from './png.ts';
import { ask, ledgerOf, playgroundOf, readAnswer } from './test-support.ts';

const database = useTestDatabase();
const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** An HTTP server that answers like a provider; the playground reaches it through the real SDK. */
async function providedBy(
  listener: RequestListener,
  key: 'openAiApiKey' | 'openRouterApiKey' = 'openAiApiKey',
) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const account = await createAccount(database.db, { credits: 10 });
  const baseUrl = `http://127.0.0.1:${address.port}/v1`;
  const ctx = playgroundOf(account, database.db, { [key]: 'sk-test', baseUrl });
  return { ctx, ledger: () => ledgerOf(database.db, account.userId) };
}

const delta = (content: string) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
const finish = `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage })}\n\n`;
const refunded = { creditsRemaining: 10, spends: [1], refunds: [-1] };

describe('chat on a provider', () => {
  test('streams its words, reports its usage, and is charged', async () => {
    const { ctx, ledger } = await providedBy((request, response) => {
      expect(request.url).toBe('/v1/chat/completions');
      expect(request.headers.authorization).toBe('Bearer sk-test');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`${delta('Good ')}${delta('day.')}${finish}data: [DONE]\n\n`);
    });
    const answer = await readAnswer(await ask(ctx, { idempotencyKey: 'a' }));
    expect(answer.text).toBe('Good day.');
    expect(answer.chunks.at(-1)).toMatchObject({ messageMetadata: { inputTokens: 3, outputTokens: 2 } });
    expect(await ledger()).toEqual({ creditsRemaining: 9, spends: [1], refunds: [] });
  });

  test.each<[string, RequestListener]>([
    [
      'refuses the key',
      (_, response) => response.writeHead(401).end('{"error":{"message":"Bad key sk-test"}}'),
    ],
    [
      'drops the connection midway',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(delta('Half'), () => response.destroy());
      },
    ],
    [
      'ends the stream without finishing',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end(delta('Half'));
      },
    ],
    [
      'sends an error in the stream',
      (_, response) => {
        const error = `data: ${JSON.stringify({ error: { message: 'overloaded' } })}\n\n`;
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end(delta('Half') + error);
      },
    ],
    [
      'finishes without a word',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`${finish}data: [DONE]\n\n`);
      },
    ],
  ])('that %s is refunded once, and its message stays inside', async (_what, listener) => {
    const { ctx, ledger } = await providedBy(listener);
    const answer = await readAnswer(await ask(ctx, { idempotencyKey: 'a' }));
    expect(answer.charge?.status).toBe('refunded');
    expect(JSON.stringify(answer.chunks)).not.toMatch(/sk-test|overloaded/);
    expect(await ledger()).toEqual(refunded);
  });

  test('is hung up on when the reader leaves', async () => {
    let hungUp: (() => void) | undefined;
    const closed = new Promise<void>((resolve) => {
      hungUp = resolve;
    });
    const reader = new AbortController();
    const { ctx, ledger } = await providedBy((_, response) => {
      response.on('close', () => hungUp?.());
      reader.abort();
    });
    await (await ask(ctx, { idempotencyKey: 'a' }, reader.signal)).text();
    await closed;
    expect(await ledger()).toEqual(refunded);
  });
});

describe('a picture from a provider', () => {
  const png = encodePng({ width: 1, height: 1, rgb: new Uint8Array(3) });
  const body = JSON.stringify({ data: [{ b64_json: Buffer.from(png).toString('base64') }] });

  test.each([
    ['openAiApiKey', '/v1/images/generations'],
    ['openRouterApiKey', '/v1/images'],
  ] as const)('with %s is asked for at %s', async (key, path) => {
    const { ctx, ledger } = await providedBy((request, response) => {
      expect(request.url).toBe(path);
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    }, key);
    const answer = await createImage(ctx, { prompt: 'a dot', idempotencyKey: 'a' });
    expect(answer.mediaType).toBe('image/png');
    expect(await ledger()).toEqual({ creditsRemaining: 5, spends: [5], refunds: [] });
  });
});
