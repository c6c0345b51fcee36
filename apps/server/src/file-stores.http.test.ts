import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { defaultLimits } from '@scrip/api/server';
import { storageProviders, useStore } from '@scrip/api/test-stores';
import { useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp, type TestUser } from './test-support/app.ts';
import { countLeftovers, mb, noLeftovers, png, sendFile, sendForm } from './test-support/files.ts';

const database = useTestDatabase();

describe.each(storageProviders)('%s', (provider) => {
  const stage = useStore(provider);
  let app: TestApp;
  let user: TestUser;
  let token: string;

  beforeAll(async () => {
    app = await startTestApp(database.db, {
      storage: {
        stores: new Map([[provider, stage.store]]),
        provider,
        // More than one part of S3.
        limits: { ...defaultLimits, uploadBytes: 6 * mb },
        linkKey: randomBytes(32),
        isMetered: false,
      },
    });
    user = await app.createUser();
    token = await user.token();
  });
  afterAll(() => app.close());

  const send = (bytes: Buffer, name = 'a.png') => sendFile(app, bytes, { token, name });

  async function linkTo(id: string, disposition: 'inline' | 'attachment' = 'attachment') {
    const { url } = await user.client.files.link.query({ id, disposition });
    return url;
  }

  test('a body and a form are both taken, with the name of either', async () => {
    const raw = await send(png(), 'raw.png');
    expect(raw).toMatchObject({ status: 201, file: { name: 'raw.png', contentType: 'image/png' } });
    const response = await sendForm(app, token, [['Übersicht.png', png(70_000)]]);
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ file: { name: 'Übersicht.png', sizeBytes: 70_000 } });
  });

  test('exactly the limit is taken, one byte more is not, whether it is announced or not', async () => {
    const limit = 6 * mb;
    expect(await send(png(limit))).toMatchObject({ status: 201, file: { sizeBytes: limit } });
    expect(await send(png(limit + 1))).toMatchObject({ status: 413, code: 'FILE_TOO_LARGE' });
    expect((await sendForm(app, token, [['most.png', png(limit)]])).status).toBe(201);
    expect((await sendForm(app, token, [['large.png', png(limit + 1)]])).status).toBe(413);
    expect(await countLeftovers(app)).toEqual(noLeftovers);
  });

  test('a text that turns into something else after its beginning is refused', async () => {
    const text = Buffer.concat([Buffer.from('plain text\n'.repeat(10_000)), Buffer.from([0, 1, 2, 255])]);
    expect(await send(text, 'notes.txt')).toMatchObject({ status: 415, code: 'FILE_TYPE_REFUSED' });
    expect(await countLeftovers(app)).toEqual(noLeftovers);
  });

  test('a picture that is a page as well is only ever a picture', async () => {
    const polyglot = Buffer.concat([
      Buffer.from('GIF89a/*'),
      Buffer.alloc(20),
      Buffer.from('*/=1;</script><script>alert(1)</script><!doctype html><html>'),
    ]);
    const { file } = await send(polyglot, 'page.html');
    expect(file).toMatchObject({ contentType: 'image/gif' });
    const response = await app.call(await linkTo(file.id, 'inline'));
    expect(response.headers.get('content-type')).toBe('image/gif');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    const thumbnail = await user.client.files.list.query({ search: 'page.html' });
    const small = await app.call(thumbnail.items[0]?.thumbnailUrl ?? '');
    expect(small.status).toBe(404);
  });

  test.skipIf(provider === 'local')('a store that fails is told as such, and nothing is shown', async () => {
    const before = await user.client.files.usage.query();
    await stage.disturb('fails');
    expect(await send(png())).toMatchObject({ status: 503, code: 'STORE_FAILED' });
    expect(await user.client.files.usage.query()).toEqual(before);
    // What the sweep would find.
    expect((await database.db.storageUpload.deleteMany()).count).toBe(1);
  });

  test('another user finds a file by no way', async () => {
    const { file } = await send(png());
    const other = await app.createUser();
    const refused = { data: { domain: { code: 'NOT_FOUND' } } };
    await expect(other.client.files.link.query({ id: file.id })).rejects.toMatchObject(refused);
    expect((await other.client.files.list.query({})).items).toEqual([]);
    expect(await other.client.files.delete.mutate({ ids: [file.id] })).toEqual({ changed: 0 });
    expect(await other.client.files.restore.mutate({ ids: [file.id] })).toEqual({ changed: 0 });
    expect(await other.client.files.deleteForGood.mutate({ ids: [file.id] })).toEqual({ changed: 0 });
    await expect(other.client.files.finishUpload.mutate({ uploadId: file.id })).rejects.toMatchObject(
      refused,
    );
    expect((await app.call(await linkTo(file.id))).status).toBe(200);
  });

  test('ranges, HEAD and what is there already are answered as HTTP asks', async () => {
    const bytes = png(5000);
    const { file } = await send(bytes);
    const url = await linkTo(file.id);
    const get = (headers: Record<string, string>, method = 'GET') => app.call(url, { headers, method });
    const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`;
    const whole = await get({});
    expect(whole.headers.get('etag')).toBe(etag);
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    for (const [range, from, to] of [
      ['bytes=0-0', 0, 1],
      ['bytes=4990-', 4990, 5000],
      ['bytes=-10', 4990, 5000],
      ['bytes=100-99999', 100, 5000],
    ] as const) {
      const part = await get({ range });
      expect([range, part.status, part.headers.get('content-length')]).toEqual([
        range,
        206,
        String(to - from),
      ]);
      expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(from, to));
    }
    expect((await get({ range: 'bytes=5000-' })).status).toBe(416);
    expect((await get({ range: 'bytes=2-1' })).status).toBe(200);
    expect((await get({ range: 'bytes=0-1,3-4' })).status).toBe(200);
    expect((await get({ range: 'bytes=0-9', 'if-range': '"old"' })).status).toBe(200);
    expect((await get({ 'if-none-match': etag })).status).toBe(304);
    const head = await get({}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '5000', '']);
  });

  test('a connection that is cut midway leaves nothing, whichever way the file was sent', async () => {
    const files = await database.db.storageObject.count();
    const boundary = 'xyz';
    const part = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n`;
    for (const form of [false, true]) {
      const headers = {
        authorization: `Bearer ${token}`,
        'content-length': String(mb),
        ...(form ? { 'content-type': `multipart/form-data; boundary=${boundary}` } : {}),
      };
      const cut = request(`${app.url}/api/files?name=a.png`, { method: 'POST', headers });
      cut.on('error', () => undefined);
      cut.write(Buffer.concat([Buffer.from(form ? part : ''), png(300_000)]));
      await expect.poll(() => database.db.storageUpload.count()).toBe(1);
      cut.destroy();
      await expect.poll(() => countLeftovers(app)).toEqual(noLeftovers);
    }
    expect(await database.db.storageObject.count()).toBe(files);
  });

  test('a form without a file, with two, or that is none at all is answered', async () => {
    const empty = new FormData();
    empty.set('note', 'x');
    expect((await app.call('/api/files', { method: 'POST', token, body: empty })).status).toBe(400);
    const broken = { 'content-type': 'multipart/form-data' };
    expect((await app.call('/api/files', { method: 'POST', token, body: 'x', headers: broken })).status).toBe(
      400,
    );
    const response = await sendForm(app, token, [
      ['1.png', png()],
      ['2.png', png()],
    ]);
    expect(await response.json()).toMatchObject({ file: { name: '1.png' } });
    expect(await countLeftovers(app)).toEqual(noLeftovers);
  });
});
