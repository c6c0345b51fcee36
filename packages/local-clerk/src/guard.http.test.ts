import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';
import { errorCode } from './test-support/browser.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await app.clerk.createUser({ email: 'ada@example.test', password: 'correct horse' });
});
afterAll(() => app.close());

type Ask = { method?: string; path?: string; headers?: Record<string, string>; body?: string };

/** Unlike fetch this can send any Host. */
function ask({
  method = 'GET',
  path = '/__clerk/v1/client',
  headers = {},
  body = '',
}: Ask): Promise<number | undefined> {
  return new Promise((done, fail) => {
    const call = request(`${app.origin}${path}`, { method, headers }, (response) => {
      response.resume().on('end', () => done(response.statusCode));
    });
    call.on('error', fail).end(body);
  });
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('local sign-in lets only this machine in', () => {
  it.each(['/__clerk/v1/client', '/__clerk/api/v1/jwks', '/__clerk/npm/@clerk/ui@1/dist/ui.browser.js'])(
    'refuses %s under a foreign host name',
    async (path) => expect(await ask({ path, headers: { host: 'scrip.example.com' } })).toBe(403),
  );

  it('refuses what a proxy forwards for another machine', async () => {
    expect(await ask({ headers: { 'x-forwarded-for': '127.0.0.1, 203.0.113.9' } })).toBe(403);
    expect(await ask({ headers: { 'x-forwarded-for': '127.0.0.1' } })).toBe(200);
  });
});

describe('a change must come from our own pages', () => {
  const post = (headers: Record<string, string>) =>
    ask({ method: 'POST', path: '/__clerk/v1/client/sign_ins', headers: { ...FORM, ...headers } });

  it('refuses a foreign, an absent and a null Origin', async () => {
    expect(await post({ origin: 'http://127.0.0.1:1' })).toBe(403);
    expect(await post({ origin: 'null' })).toBe(403);
    expect(await post({})).toBe(403);
    expect(await post({ 'sec-fetch-site': 'same-site' })).toBe(403);
  });

  it('takes our Origin, or the word of the browser that it is the same', async () => {
    expect(await post({ origin: app.origin })).toBe(200);
    expect(await post({ 'sec-fetch-site': 'same-origin' })).toBe(200);
  });

  it('refuses to be read by a foreign origin', async () => {
    expect(await ask({ headers: { origin: 'http://evil.test' } })).toBe(403);
  });
});

it('refuses a body that is far too large', async () => {
  const headers = { ...FORM, origin: app.origin };
  const body = `identifier=${'a'.repeat(100_000)}`;
  expect(await ask({ method: 'POST', path: '/__clerk/v1/client/sign_ins', headers, body })).toBe(413);
});

it('keeps its own cookie from scripts and other sites', async () => {
  const response = await app.browser().send('PUT', '/client');
  const cookies = response.headers.getSetCookie().filter((cookie) => /^__client(_[\w-]{8})?=/.test(cookie));
  expect(cookies).toHaveLength(2);
  for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly.*SameSite=Lax/);
});

it('answers 429 with Retry-After after ten wrong passwords, for this address only', async () => {
  await app.clerk.createUser({ email: 'bob@example.test', password: 'battery staple' });
  const browser = app.browser();
  for (let i = 0; i < 10; i += 1) await browser.signIn('ada@example.test', 'wrong password');
  const limited = await browser.signIn('ada@example.test', 'correct horse');
  expect([limited.status, errorCode(limited)]).toEqual([429, 'too_many_requests']);
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await browser.signIn('bob@example.test', 'battery staple')).status).toBe(200);
});
