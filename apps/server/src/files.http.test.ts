import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp, type TestUser } from './test-support/app.ts';

const database = useTestDatabase();
let app: TestApp;
let user: TestUser;
let token: string;

beforeAll(async () => {
  app = await startTestApp(database.db);
  user = await app.createUser();
  token = await user.token();
});
afterAll(() => app.close());

const pngHead = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const png = (sizeBytes = 100) => Buffer.concat([pngHead, randomBytes(sizeBytes - pngHead.length)]);
const mb = 1024 * 1024;

type Answer = {
  file: { id: string; name: string; contentType: string; sizeBytes: number };
  isDuplicate: boolean;
  error?: { domain: { code: string } };
};

async function send(body: Buffer, name = 'a.png', headers: Record<string, string> = {}) {
  const path = `/api/files?${new URLSearchParams({ name })}`;
  const response = await app.call(path, { method: 'POST', token, body: new Uint8Array(body), headers });
  // The shape that the route answers with.
  const answer = (await response.json()) as Answer;
  return { status: response.status, code: answer.error?.domain.code, ...answer };
}

async function linkTo(id: string, disposition: 'inline' | 'attachment' = 'attachment') {
  const { url } = await user.client.files.link.query({ id, disposition });
  return url;
}

async function leftovers() {
  const store = app.deps.storage.stores.get('local');
  const objects = await store?.list({ cursor: null, limit: 1000 });
  const known = new Set((await database.db.storageObject.findMany()).map(({ pathname }) => pathname));
  return {
    unknown: objects?.items.filter(({ pathname }) => !known.has(pathname)).length,
    unfinished: await store?.removeUnfinished(new Date(Date.now() + 60_000)),
    uploads: await database.db.storageUpload.count(),
  };
}

const nothing = { unknown: 0, unfinished: 0, uploads: 0 };

test('a body and a form are both taken, with the name of either', async () => {
  const raw = await send(png(), 'raw.png');
  expect(raw).toMatchObject({ status: 201, file: { name: 'raw.png', contentType: 'image/png' } });
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(png(70_000))]), 'Übersicht.png');
  const response = await app.call('/api/files', { method: 'POST', token, body: form });
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ file: { name: 'Übersicht.png', sizeBytes: 70_000 } });
});

test('nobody stores without signing in', async () => {
  const response = await app.call('/api/files?name=a.png', { method: 'POST', body: new Uint8Array(png()) });
  expect(response.status).toBe(401);
});

test('exactly the limit is taken, one byte more is not, whether it is announced or not', async () => {
  const limit = 25 * mb;
  expect(await send(png(limit))).toMatchObject({ status: 201, file: { sizeBytes: limit } });
  expect(await send(png(limit + 1))).toMatchObject({ status: 413, code: 'FILE_TOO_LARGE' });
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(png(limit + 1))]), 'large.png');
  const response = await app.call('/api/files', { method: 'POST', token, body: form });
  expect(response.status).toBe(413);
  expect(await leftovers()).toEqual(nothing);
});

test.for([
  ['an empty file', Buffer.alloc(0), 400, 'INVALID_INPUT'],
  [
    'a page called a picture',
    Buffer.from('<!doctype html><script>alert(1)</script>'),
    415,
    'FILE_TYPE_REFUSED',
  ],
  ['an SVG with a script', Buffer.from('<svg><script>alert(1)</script></svg>'), 415, 'FILE_TYPE_REFUSED'],
  [
    'an SVG behind a comment',
    Buffer.from(`<!--${'x'.repeat(3000)}--><svg onload="x()">`),
    415,
    'FILE_TYPE_REFUSED',
  ],
  [
    'a program',
    Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(200)]),
    415,
    'FILE_TYPE_REFUSED',
  ],
  ['bytes that are nothing', Buffer.from([0, 255, 254, 1, 2, 3, 250]), 415, 'FILE_TYPE_REFUSED'],
] as const)('%s is refused, whatever it is called', async ([, bytes, status, code]) => {
  const lies = { 'content-type': 'image/png' };
  expect(await send(bytes, 'picture.png', lies)).toMatchObject({ status, code });
  expect(await leftovers()).toEqual(nothing);
});

test('a text that turns into something else after its beginning is refused', async () => {
  const text = Buffer.concat([Buffer.from('plain text\n'.repeat(10_000)), Buffer.from([0, 1, 2, 255])]);
  expect(await send(text, 'notes.txt')).toMatchObject({ status: 415, code: 'FILE_TYPE_REFUSED' });
  expect(await leftovers()).toEqual(nothing);
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

test('a picture that claims gigapixels is stored as it is, and never unpacked', async () => {
  const { deflateSync, crc32 } = await import('node:zlib');
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from('0000ea600000ea600800000000', 'hex');
  const bomb = Buffer.concat([
    pngHead.subarray(0, 8),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(20 * mb))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  const { file } = await send(bomb, 'bomb.png');
  const before = process.memoryUsage().rss;
  const { items } = await user.client.files.list.query({ search: 'bomb.png' });
  expect((await app.call(items[0]?.thumbnailUrl ?? '')).status).toBe(404);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * mb);
  const again = await user.client.files.list.query({ search: 'bomb.png' });
  expect(again.items).toMatchObject([{ id: file.id, thumbnailUrl: null }]);
});

test.for([
  ['../../etc/passwd', 'passwd'],
  ['/etc/passwd', 'passwd'],
  ['C:\\Windows\\System32\\x.png', 'x.png'],
  ['a\0b.png', 'ab.png'],
  ['CON.png', '_CON.png'],
  ['..', 'file'],
  ['.env', 'env'],
  ['', 'file'],
  ['photo\u202Egnp.exe', 'photognp.exe'],
  ['раураl.png', 'раураl.png'],
  ['a"\r\nSet-Cookie: x=1.png', 'a_Set-Cookie_ x=1.png'],
  [`${'ö'.repeat(150)}.png`, `${'ö'.repeat(98)}.png`],
])('the name %j is harmless', async ([given = '', kept]) => {
  const { file } = await send(png(), given);
  expect(file.name).toBe(kept);
  const response = await app.call(await linkTo(file.id));
  expect(response.status).toBe(200);
  const disposition = response.headers.get('content-disposition') ?? '';
  expect(disposition).toMatch(/^attachment; filename="[\x20-\x7E]+"; filename\*=UTF-8''[\w%.!~-]+$/);
  const row = await database.db.storageObject.findFirstOrThrow({ where: { id: file.id } });
  expect(row.pathname).toMatch(/^files\/[\w-]+\/[\w-]{24}$/);
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
  await expect(other.client.files.finishUpload.mutate({ uploadId: file.id })).rejects.toMatchObject(refused);
  expect((await app.call(await linkTo(file.id))).status).toBe(200);
});

test('a link works for its file and its time only', async () => {
  const [one, two] = [await send(png()), await send(png())];
  const url = await linkTo(one.file.id);
  const forge = (change: (grant: Record<string, unknown>) => void) => {
    const link = new URL(url, app.url);
    const [payload = '', signature] = (link.searchParams.get('token') ?? '').split('.');
    const grant = JSON.parse(String(Buffer.from(payload, 'base64url')));
    change(grant);
    link.searchParams.set(
      'token',
      `${Buffer.from(JSON.stringify(grant)).toString('base64url')}.${signature}`,
    );
    return `${link.pathname}${link.search}`;
  };
  const forged = [
    forge((grant) => Object.assign(grant, { f: two.file.id })),
    forge((grant) => Object.assign(grant, { e: 9_999_999_999 })),
    `${url}x`,
    url.replace(/\.[^.]+$/, ''),
    '/api/files/content',
    '/api/files/content?token=..&token=a',
    `/api/files/content/../../files/${one.file.id}`,
  ];
  for (const path of forged) expect([path, (await app.call(path)).status]).toEqual([path, 404]);
  expect((await app.call(forge(() => undefined))).status).toBe(200);
  await user.client.files.delete.mutate({ ids: [one.file.id] });
  expect((await app.call(url)).status).toBe(404);
  expect((await app.call(await linkTo(two.file.id))).status).toBe(200);
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
    expect([range, part.status, part.headers.get('content-length')]).toEqual([range, 206, String(to - from)]);
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
    await expect.poll(leftovers).toEqual(nothing);
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
  const two = new FormData();
  for (const name of ['1.png', '2.png']) two.append('file', new Blob([new Uint8Array(png())]), name);
  const response = await app.call('/api/files', { method: 'POST', token, body: two });
  expect(await response.json()).toMatchObject({ file: { name: '1.png' } });
  expect(await leftovers()).toEqual(nothing);
});
