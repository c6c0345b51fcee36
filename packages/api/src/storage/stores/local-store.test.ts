import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLocalStore } from './local-store.ts';

let parent: string;
let directory: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'scrip-local-'));
  directory = join(parent, 'files');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

async function* bytes(text: string) {
  yield Buffer.from(text);
}

const options = { contentType: 'text/plain', sizeBytes: null, signal: new AbortController().signal };

test.for(['../outside', '/etc/scrip-test', 'a/../../outside', 'a\0b', '.', '', '.unfinished/x', '..'])(
  'no name leads out of the folder: %j',
  async (pathname) => {
    await writeFile(join(parent, 'outside'), 'secret');
    const store = createLocalStore({ directory });
    const ref = { pathname, url: '' };
    await expect(store.put(pathname, bytes('x'), options)).rejects.toThrow();
    await expect((async () => buffer(await store.read(ref)))()).rejects.toThrow();
    await expect(store.delete(ref)).rejects.toThrow();
    expect(await readdir(parent)).toContain('outside');
  },
);

test('what a killed process has left is removed when it is old, and never listed', async () => {
  const store = createLocalStore({ directory });
  const folder = join(directory, '.unfinished');
  await mkdir(folder, { recursive: true });
  for (const name of ['old', 'young']) await writeFile(join(folder, name), 'half');
  await utimes(join(folder, 'old'), new Date(0), new Date(0));
  expect((await store.list({ cursor: null, limit: 10 })).items).toEqual([]);
  expect(await store.removeUnfinished(new Date(Date.now() - 60_000))).toBe(1);
  expect(await readdir(folder)).toEqual(['young']);
});

test('a store without a folder yet is empty', async () => {
  const store = createLocalStore({ directory });
  expect(await store.list({ cursor: null, limit: 10 })).toEqual({ items: [], nextCursor: null });
  expect(await store.head({ pathname: 'a/b', url: '' })).toBeNull();
  expect(await store.removeUnfinished(new Date())).toBe(0);
});
