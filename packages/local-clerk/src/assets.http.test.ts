import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

/** Unlike fetch this leaves `..` in the path, and a conditional request as it is. */
function getRaw(path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  const { hostname, port } = new URL(app.origin);
  return new Promise((done, fail) => {
    const call = request({ hostname, port, path, headers }, (response) => {
      response.resume().on('end', () => done(response.statusCode));
    });
    call.on('error', fail).end();
  });
}

describe('browser files', () => {
  it.each(['clerk-js@6/dist/clerk.browser.js', 'ui@1/dist/ui.browser.js'])(
    'serves %s, checked on each load',
    async (file) => {
      const response = await fetch(`${app.origin}/__clerk/npm/@clerk/${file}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('javascript');
      expect(response.headers.get('cache-control')).toBe('public, no-cache');
      const etag = response.headers.get('etag') ?? '';
      expect(await getRaw(new URL(response.url).pathname, { 'if-none-match': etag })).toBe(304);
    },
  );

  it('keeps chunks for good, as their names change with their content', async () => {
    const dist = dirname(createRequire(import.meta.url).resolve('@clerk/clerk-js'));
    const chunk = readdirSync(dist).find((name) => name.startsWith('vendors_clerk.browser_'));
    const response = await fetch(`${app.origin}/__clerk/npm/@clerk/clerk-js@6/dist/${chunk}`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it.each([
    '/__clerk/npm/@clerk/clerk-js@6/dist/../package.json',
    '/__clerk/npm/@clerk/clerk-js@6/dist/..%2fpackage.json',
    '/__clerk/npm/@clerk/clerk-js@6/dist/%2e%2e/%2e%2e/package.json',
    '/__clerk/npm/@clerk/clerk-js@6/package.json',
    '/__clerk/npm/@clerk/backend@3/dist/index.js',
  ])('does not serve %s', async (path) => {
    expect(await getRaw(path)).toBeGreaterThanOrEqual(400);
  });
});

describe('avatars', () => {
  it('are drawn from initials on this machine', async () => {
    const { response } = await app.browser().signUp('ada@example.test', 'long enough', { first_name: 'Ada' });
    expect(response).toMatchObject({ status: 'complete' });
    const avatar = await fetch(`${app.origin}/__clerk/avatars/avatar_placeholder/A-1.svg`);
    expect(avatar.headers.get('content-type')).toContain('image/svg+xml');
    expect(await avatar.text()).toContain('>A</text>');
  });

  it.each(['%3Cscript%3E-1.svg', 'ABC-1.svg', 'A-99.svg', '%3C-1.svg'])(
    'are not drawn for %s',
    async (name) => {
      expect((await fetch(`${app.origin}/__clerk/avatars/avatar_placeholder/${name}`)).status).toBe(404);
    },
  );
});
