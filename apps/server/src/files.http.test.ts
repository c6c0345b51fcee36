import { useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp, type TestUser } from './test-support/app.ts';
import { countLeftovers, mb, noLeftovers, png, pngHead, sendFile } from './test-support/files.ts';

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

const send = (bytes: Buffer, name?: string, headers?: Record<string, string>) =>
  sendFile(app, bytes, { token, ...(name === undefined ? {} : { name }), ...(headers ? { headers } : {}) });

async function linkTo(id: string) {
  const { url } = await user.client.files.link.query({ id, disposition: 'attachment' });
  return url;
}

test('nobody stores without signing in', async () => {
  const response = await app.call('/api/files?name=a.png', { method: 'POST', body: new Uint8Array(png()) });
  expect(response.status).toBe(401);
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
  expect(await countLeftovers(app)).toEqual(noLeftovers);
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
