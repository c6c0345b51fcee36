import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestApp, type TestApp } from './test-support/app.ts';
import { type Browser, currentSession } from './test-support/browser.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const Image = z.object({ response: z.object({ public_url: z.string() }) });

let app: TestApp;
let browser: Browser;
let own: string;
beforeAll(async () => {
  app = await startTestApp();
  browser = app.browser();
  const session = currentSession(
    await browser.signUp('ada@example.test', 'long enough', { first_name: 'Ada' }),
  );
  own = `?_clerk_session_id=${session.id}`;
});
afterAll(() => app.close());

function upload(bytes: Buffer, name: string): Promise<Response> {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(bytes)]), name);
  const headers = { origin: app.origin };
  return browser.fetch(`/__clerk/v1/me/profile_image${own}`, { method: 'POST', body, headers });
}

it('a picture is shown after an upload, replaced by the next, and gives way to initials', async () => {
  const first = Image.parse(await (await upload(PNG, 'me.txt')).json());
  const second = Image.parse(await (await upload(PNG, 'me.png')).json());
  const shown = await fetch(second.response.public_url);
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG);
  expect((await fetch(first.response.public_url)).status).toBe(404);
  const removed = await browser.call('DELETE', `/me/profile_image${own}`);
  expect(currentSession(removed).user).toMatchObject({ has_image: false });
  expect(await readdir(join(app.directory, 'images'))).toEqual([]);
});

it('a picture goes with its account', async () => {
  await upload(PNG, 'me.png');
  await browser.call('DELETE', `/me${own}`);
  expect(await readdir(join(app.directory, 'images'))).toEqual([]);
  const session = currentSession(await browser.signUp('ada@example.test', 'long enough'));
  own = `?_clerk_session_id=${session.id}`;
});

it.each([
  [
    'an SVG, which could carry a script',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    422,
  ],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 422],
  ['nothing', Buffer.alloc(0), 422],
  ['more than 10 MB', Buffer.concat([PNG, Buffer.alloc(11 * 1024 * 1024)]), 413],
])('refuses %s under the name of an image', async (_what, bytes, status) => {
  expect((await upload(bytes, 'me.png')).status).toBe(status);
  expect((await browser.call('GET', `/me${own}`)).response).toMatchObject({ has_image: false });
});
