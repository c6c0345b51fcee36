import { describe, expect, test } from 'vitest';
import { createScrip } from './create-scrip.ts';
import { isScripError, ScripUnavailable } from './errors.ts';
import { cut, hang, page, refusal, results, scriptedFetch } from './test-support/scripted-fetch.ts';

const use = { userId: 'u1', featureKey: 'chat' };
const receipt = { entry: { id: 'e1' }, replayed: false };

function scripOver(server: { fetch: typeof fetch }, over: { retries?: number; timeoutMs?: number } = {}) {
  const { retries = 4, timeoutMs = 5000 } = over;
  const retry = { retries, baseDelayMs: 1 };
  return createScrip({ url: 'https://scrip.test', apiKey: 'k', fetch: server.fetch, retry, timeoutMs });
}

const keysOf = (requests: { inputs: Record<string, unknown> }[]) =>
  requests.map(({ inputs }) => (inputs[0] as { idempotencyKey: string }).idempotencyKey);

describe('a call that may have been carried out is sent again under the same key', () => {
  const lost = {
    cut,
    'a proxy’s page': page(502),
    'an error of ours': refusal(500, null),
    'half an answer': page(200),
  };
  test.each(Object.entries(lost))('%s', async (_, step) => {
    const server = scriptedFetch(step, step, results(receipt));
    expect(await scripOver(server).spend(use)).toEqual(receipt);
    expect(new Set(keysOf(server.requests))).toHaveLength(1);
    expect(server.requests).toHaveLength(3);
    expect(server.requests[0]?.headers.get('authorization')).toBe('Bearer k');
  });
});

test('two calls without keys are two spends, and a key that is given is kept', async () => {
  const server = scriptedFetch(results(receipt));
  const scrip = scripOver(server);
  await scrip.spend(use);
  await scrip.spend(use);
  await scrip.spend({ ...use, idempotencyKey: 'mine' });
  const keys = keysOf(server.requests);
  expect(new Set(keys)).toHaveLength(3);
  expect(keys[2]).toBe('mine');
});

test('a refusal is thrown at once, typed, with what it says', async () => {
  const domain = { code: 'INSUFFICIENT_CREDITS', required: 5, available: 2 };
  const server = scriptedFetch(refusal(402, domain));
  const error = await scripOver(server)
    .spend(use)
    .catch((reason: unknown) => reason);
  expect(server.requests).toHaveLength(1);
  if (!isScripError(error, 'INSUFFICIENT_CREDITS')) throw error;
  expect(error).toMatchObject({ message: 'No.', status: 402, requestId: 'r1', retryAfter: null });
  expect(error.details.required - error.details.available).toBe(3);
});

test('a page of someone else is an unexpected answer and is not asked again', async () => {
  const server = scriptedFetch(page(404));
  await expect(scripOver(server).spend(use)).rejects.toMatchObject({ code: 'UNEXPECTED', status: 404 });
  expect(server.requests).toHaveLength(1);
});

test('a redirect is not followed with the key', async () => {
  const server = scriptedFetch(page(307, { location: 'https://elsewhere.test' }));
  await expect(scripOver(server, { retries: 0 }).spend(use)).rejects.toBeInstanceOf(ScripUnavailable);
});

test('without an answer at last the call fails closed, and says that its outcome is unknown', async () => {
  const server = scriptedFetch(cut);
  const failing = scripOver(server, { retries: 2 }).spend(use);
  await expect(failing).rejects.toBeInstanceOf(ScripUnavailable);
  await expect(failing).rejects.toMatchObject({ code: 'UNAVAILABLE', cause: { message: 'fetch failed' } });
  expect(server.requests).toHaveLength(3);
});

test('Retry-After is waited for, and not where the deadline comes first', async () => {
  const tooMany = refusal(429, { code: 'RATE_LIMITED', retryAfterSeconds: 1 });
  const patient = scriptedFetch(tooMany, results(receipt));
  const started = performance.now();
  await scripOver(patient).spend(use);
  expect(performance.now() - started).toBeGreaterThanOrEqual(990);

  const hasty = scriptedFetch(page(503, { 'retry-after': '60' }));
  const error = await scripOver(hasty)
    .spend(use)
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'UNAVAILABLE', retryAfter: 60 });
  expect(hasty.requests).toHaveLength(1);
});

test('a connection that hangs ends with the deadline of the call', async () => {
  const failing = scripOver(scriptedFetch(hang)).spend(use, { timeoutMs: 30 });
  await expect(failing).rejects.toMatchObject({ code: 'UNAVAILABLE', message: 'No answer within 30 ms.' });
});

test('an aborted call ends with the caller’s reason, also while it waits for its next try', async () => {
  const reason = new Error('left the page');
  for (const step of [hang, cut]) {
    const caller = new AbortController();
    const server = scriptedFetch(step);
    const retry = { baseDelayMs: 60_000 };
    const scrip = createScrip({ url: 'https://scrip.test', apiKey: 'k', fetch: server.fetch, retry });
    const failing = scrip.spend(use, { signal: caller.signal, timeoutMs: 200_000 });
    await expect.poll(() => server.requests.length).toBe(1);
    caller.abort(reason);
    await expect(failing).rejects.toBe(reason);
    await expect(scrip.spend(use, { signal: caller.signal })).rejects.toBe(reason);
    expect(server.requests).toHaveLength(1);
  }
});

test('the calls of one tick share a request of their kind, and one that is aborted leaves the others', async () => {
  const server = scriptedFetch(results(undefined));
  const scrip = scripOver(server);
  const caller = new AbortController();
  const calls = [
    scrip.spend(use),
    scrip.spend({ ...use, featureKey: 'image' }),
    scrip.spend({ ...use, featureKey: 'unwanted' }, { signal: caller.signal }),
    scrip.balance({ userId: 'u1' }),
    scrip.check(use),
  ];
  caller.abort();
  const [first, second, third] = await Promise.allSettled(calls);
  expect([first, second]).toMatchObject([{ value: use }, { value: { featureKey: 'image' } }]);
  expect(third?.status).toBe('rejected');
  expect(server.requests.map(({ path }) => path)).toEqual([
    'verbs.balance,verbs.check',
    'verbs.spend,verbs.spend',
  ]);
});

test('no request has more calls or bytes than a server takes', async () => {
  const server = scriptedFetch(results(receipt));
  const scrip = scripOver(server);
  await Promise.all(Array.from({ length: 45 }, () => scrip.spend(use)));
  expect(server.requests.map(({ path }) => path.split(',').length)).toEqual([20, 20, 5]);
  server.requests.length = 0;
  const details = { text: '€'.repeat(16_000 / 3) };
  await Promise.all(Array.from({ length: 20 }, () => scrip.spend({ ...use, details })));
  const sizes = server.requests.map(({ inputs }) => new TextEncoder().encode(JSON.stringify(inputs)).length);
  expect(Math.max(...sizes)).toBeLessThan(256 * 1024);
});

test('of calls in one request each gets its own answer or refusal', async () => {
  const server = scriptedFetch(async () =>
    Response.json(
      [
        { result: { data: receipt } },
        { error: { message: 'No.', data: { httpStatus: 404, domain: { code: 'NOT_FOUND' } } } },
      ],
      { status: 207 },
    ),
  );
  const scrip = scripOver(server);
  const [good, bad] = await Promise.allSettled([scrip.spend(use), scrip.spend(use)]);
  expect(good).toMatchObject({ value: receipt });
  expect(bad).toMatchObject({ reason: { code: 'NOT_FOUND' } });
});

test('a hold is ended under a key of its own, so that ending it twice is one end', async () => {
  const server = scriptedFetch(results(receipt));
  const scrip = scripOver(server);
  await scrip.capture({ userId: 'u1', holdId: 'h1' });
  await scrip.capture({ userId: 'u1', holdId: 'h1' });
  await scrip.release({ userId: 'u1', holdId: 'h1' });
  await scrip.refund({ userId: 'u1', spendId: 's1' });
  expect(keysOf(server.requests)).toEqual(['capture:h1', 'capture:h1', 'release:h1', 'refund:s1']);
});

test('a signed-in user’s token is asked for before each request', async () => {
  const server = scriptedFetch(results({ creditsRemaining: 3 }));
  const tokens = ['first', null];
  const getToken = () => tokens.shift() ?? null;
  const scrip = createScrip({ url: 'https://scrip.test', getToken, fetch: server.fetch });
  expect(await scrip.balance()).toEqual({ creditsRemaining: 3 });
  await scrip.balance();
  expect(server.requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer first', null]);
});
