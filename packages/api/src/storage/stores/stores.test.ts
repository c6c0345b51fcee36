import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { type BlobStore, storageProviders } from './blob-store.ts';
import { useStore } from './test-support/use-stores.ts';

const never = new AbortController().signal;
const octets = (sizeBytes: number | null) => ({
  contentType: 'application/octet-stream',
  sizeBytes,
  signal: never,
});

async function* inChunks(bytes: Buffer, size = 64 * 1024) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function* breaking(bytes: Buffer, error: Error) {
  yield* inChunks(bytes);
  throw error;
}

async function* stalling(bytes: Buffer) {
  yield bytes;
  await new Promise(() => undefined);
}

async function namesIn(store: BlobStore): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<BlobStore['list']>> = await store.list({ cursor, limit: 2 });
    names.push(...page.items.map(({ pathname }) => pathname));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return names.sort();
}

describe.each(storageProviders)('%s', (provider) => {
  const stage = useStore(provider);
  const bytes = randomBytes(700_001);

  test.for([
    { know: 'known', sizeBytes: bytes.length },
    { know: 'not known', sizeBytes: null },
  ])('what was put comes back byte for byte, the size being $know', async ({ know, sizeBytes }) => {
    const ref = await stage.store.put(`u/one/${know}`, inChunks(bytes), octets(sizeBytes));
    expect(ref.pathname).toBe(`u/one/${know}`);
    expect(Buffer.compare(await buffer(await stage.store.read(ref)), bytes)).toBe(0);
    expect(await stage.store.head(ref)).toMatchObject({ ...ref, sizeBytes: bytes.length });
  });

  test('a range is read inclusively', async () => {
    const ref = await stage.store.put('u/one/range', inChunks(bytes), octets(bytes.length));
    const part = await buffer(await stage.store.read(ref, { start: 65_530, end: 65_545 }));
    expect(part).toEqual(bytes.subarray(65_530, 65_546));
  });

  test('putting again replaces the object', async () => {
    const first = await stage.store.put('u/one/again', inChunks(bytes), octets(bytes.length));
    await stage.store.put('u/one/again', inChunks(Buffer.from('second')), octets(6));
    expect(String(await buffer(await stage.store.read(first)))).toBe('second');
  });

  test('what is deleted is gone, and deleting it again succeeds', async () => {
    const ref = await stage.store.put('u/one/gone', inChunks(bytes), octets(bytes.length));
    await stage.store.delete(ref);
    await stage.store.delete(ref);
    expect(await stage.store.head(ref)).toBeNull();
    await expect(stage.store.read(ref)).rejects.toMatchObject({ failure: 'not_found' });
  });

  test('the pages of the list hold every object once, whatever folder it is in', async () => {
    const before = await namesIn(stage.store);
    const added = ['a', 'a/b', 'b/1', 'b/2'].map((name) => `list-${name}/x`);
    for (const name of added) await stage.store.put(name, inChunks(Buffer.from(name)), octets(name.length));
    expect(await namesIn(stage.store)).toEqual([...before, ...added].sort());
  });

  test.for([900_000, null])(
    'bytes that break off leave nothing, and their own error comes back (size %s)',
    async (sizeBytes) => {
      const cut = new Error('the sender went away');
      const putting = stage.store.put('u/one/cut', breaking(bytes, cut), octets(sizeBytes));
      await expect(putting).rejects.toBe(cut);
      expect(await namesIn(stage.store)).not.toContain('u/one/cut');
    },
  );

  test('an upload that is called off leaves nothing', async () => {
    const leaving = new AbortController();
    const options = { ...octets(900_000), signal: leaving.signal };
    const putting = stage.store.put('u/one/left', inChunks(bytes), options);
    leaving.abort(new Error('called off'));
    await expect(putting).rejects.toThrow('called off');
    expect(await namesIn(stage.store)).not.toContain('u/one/left');
  });

  test.skipIf(provider === 'local')(
    'a store that fails is told apart from an object that is not there',
    async () => {
      const ref = await stage.store.put('u/one/kept', inChunks(bytes), octets(bytes.length));
      await stage.disturb('fails');
      for (const call of [
        () => stage.store.put('u/one/new', inChunks(bytes), octets(bytes.length)),
        () => stage.store.read(ref),
        () => stage.store.head(ref),
        () => stage.store.delete(ref),
        () => stage.store.list({ cursor: null, limit: 10 }),
      ])
        await expect(call()).rejects.toMatchObject({ name: 'BlobStoreError', failure: 'unavailable' });
      await stage.disturb('none');
      expect(await stage.store.head(ref)).not.toBeNull();
    },
  );

  test.skipIf(provider === 'local')('a store that hangs is given up', async () => {
    const ref = { pathname: 'u/one/kept', url: '' };
    await stage.disturb('hangs');
    await Promise.all(
      [
        stage.store.put('u/one/new', stalling(bytes), octets(bytes.length + 1)),
        stage.store.head(ref),
        stage.store.delete(ref),
      ].map((call) => expect(call).rejects.toMatchObject({ failure: 'unavailable' })),
    );
  });
});
