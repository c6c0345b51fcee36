import { randomUUID } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BlobRef, type BlobStore, BlobStoreError, type PutOptions } from './blob-store.ts';

const temporary = '.unfinished';
const writeAtOnceBytes = 512 * 1024;

/**
 * Files under `directory`, also on a network disk: an object is written under a temporary name on the same disk, forced
 * to it, and renamed, so it is there whole or not at all.
 */
export function createLocalStore({ directory }: { directory: string }): BlobStore {
  const root = resolve(directory);
  const refOf = (pathname: string): BlobRef => ({ pathname, url: pathToFileURL(join(root, pathname)).href });
  return {
    provider: 'local',
    direct: null,
    async put(pathname, bytes, { signal }) {
      const path = pathIn(root, pathname);
      const unfinished = join(root, temporary, randomUUID());
      await translate(async () => {
        await mkdir(dirname(unfinished), { recursive: true, mode: 0o700 });
        await writeWhole(unfinished, bytes, signal);
        await makeVisible(unfinished, path, root);
      }).catch(async (error: unknown) => {
        await rm(unfinished, { force: true });
        throw error;
      });
      return refOf(pathname);
    },
    async read({ pathname }, range) {
      const handle = await translate(() => open(pathIn(root, pathname)));
      return createReadStream('', { fd: handle, ...range, highWaterMark: 256 * 1024 });
    },
    async head({ pathname }) {
      const found = await stat(pathIn(root, pathname)).catch(nullIfAbsent);
      return found?.isFile() ? { ...refOf(pathname), sizeBytes: found.size } : null;
    },
    delete: ({ pathname }) => translate(() => rm(pathIn(root, pathname), { force: true })),
    async list({ cursor, limit }) {
      const items = [];
      for await (const pathname of walk(root, root, cursor)) {
        const found = await stat(join(root, pathname)).catch(nullIfAbsent);
        if (!found) continue;
        items.push({ ...refOf(pathname), sizeBytes: found.size, modifiedAt: found.mtime });
        if (items.length === limit) return { items, nextCursor: pathname };
      }
      return { items, nextCursor: null };
    },
    async removeUnfinished(before) {
      let removed = 0;
      const folder = join(root, temporary);
      for (const { name } of await entriesOf(folder)) {
        const found = await stat(join(folder, name)).catch(nullIfAbsent);
        if (!found || found.mtime >= before) continue;
        await rm(join(folder, name), { force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

/** @throws BlobStoreError for a name that leads anywhere but to an object inside. */
function pathIn(root: string, pathname: string): string {
  const path = resolve(root, pathname);
  const isInside = path.startsWith(root + sep) && relative(root, path).split(sep)[0] !== temporary;
  if (!isInside || pathname.includes('\0'))
    throw new BlobStoreError('not_found', 'No such object: its name leads out of the store.');
  return path;
}

async function writeWhole(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  signal: PutOptions['signal'],
): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  await writeAll(file, bytes, signal);
  await file.datasync();
}

/** Writes one batch while the next one arrives. */
async function writeAll(file: FileHandle, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal) {
  let batch: Uint8Array[] = [];
  let batchBytes = 0;
  let writing: Promise<unknown> = Promise.resolve();
  const flush = async () => {
    await writing;
    writing = writeBatch(file, batch, batchBytes);
    // Awaited with the next batch, or below; a failure meanwhile must not count as unhandled.
    writing.catch(() => undefined);
    batch = [];
    batchBytes = 0;
  };
  try {
    for await (const chunk of bytes) {
      signal.throwIfAborted();
      batch.push(chunk);
      batchBytes += chunk.byteLength;
      if (batchBytes >= writeAtOnceBytes) await flush();
    }
    if (batchBytes > 0) await flush();
  } finally {
    await writing;
  }
}

async function writeBatch(file: FileHandle, batch: Uint8Array[], batchBytes: number): Promise<void> {
  const { bytesWritten } = await file.writev(batch);
  if (bytesWritten === batchBytes) return;
  // A disk that fills up takes a part and fails with the rest.
  await file.writeFile(Buffer.concat(batch).subarray(bytesWritten));
}

async function makeVisible(unfinished: string, path: string, root: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rename(unfinished, path);
  for (let folder = dirname(path); folder.length >= root.length; folder = dirname(folder)) {
    await syncFolder(folder);
    if (folder === root) return;
  }
}

/** So that the new name survives a power cut. Some network disks and Windows cannot, and need not. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** In the order of names, so that a cursor is the last name seen. */
async function* walk(root: string, folder: string, after: string | null): AsyncGenerator<string> {
  const entries = (await entriesOf(folder)).filter(({ name }) => folder !== root || name !== temporary);
  const named = entries.map((entry) => ({ entry, key: entry.isDirectory() ? `${entry.name}/` : entry.name }));
  for (const { entry, key } of named.sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const path = join(folder, entry.name);
    const pathname = relative(root, path).split(sep).join('/');
    if (entry.isDirectory()) {
      const isPassed = after !== null && `${pathname}/` < after && !after.startsWith(`${pathname}/`);
      if (!isPassed) yield* walk(root, path, after);
    } else if (entry.isFile() && key !== '' && (after === null || pathname > after)) {
      yield pathname;
    }
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  return (await readdir(folder, { withFileTypes: true }).catch(nullIfAbsent)) ?? [];
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function nullIfAbsent(error: unknown): null {
  if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
  throw toStoreError(error);
}

const fullCodes = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const diskCodes = ['EIO', 'EROFS', 'EACCES', 'EPERM', 'ESTALE', 'ETIMEDOUT', 'EMFILE', 'ENFILE', 'EBUSY'];

function toStoreError(error: unknown): unknown {
  const code = codeOf(error);
  if (code === 'ENOENT') return new BlobStoreError('not_found', 'No such object.', { cause: error });
  if (fullCodes.includes(code)) return new BlobStoreError('full', 'The disk is full.', { cause: error });
  if (diskCodes.includes(code))
    return new BlobStoreError('unavailable', `The disk fails: ${code}.`, { cause: error });
  return error;
}

async function translate<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toStoreError(error);
  }
}
