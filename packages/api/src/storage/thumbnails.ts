import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { StorageObject } from '@scrip/database';
import sharp from 'sharp';
import type { ServiceContext } from '../context.ts';
import { hasThumbnail } from './file-kind.ts';
import { setThumbnail } from './repository.ts';
import { storageOf, storeOf } from './storage.ts';
import { type BlobRef, type BlobStore, isBlobStoreError } from './stores/blob-store.ts';

const edgePixels = 480;
/** A picture of a few kilobytes can claim gigapixels. */
const largestPixels = 50_000_000;
const timeoutSeconds = 20;
/** Decoded pictures are large; so few are in memory at once. */
const atOnce = 2;

// Files are not read twice, and the cache would keep what they decode to.
sharp.cache(false);

/** Where the small picture of an object is, if it has been made. */
export function thumbnailRef({ pathname, url }: BlobRef): BlobRef {
  const suffix = '.thumb.webp';
  return { pathname: `${pathname}${suffix}`, url: url.startsWith('http') ? `${url}${suffix}` : '' };
}

const making = new Map<string, Promise<Buffer | null>>();
let running = 0;
const waiting: (() => void)[] = [];

/**
 * The small picture of a file, made when it is first asked for. Null where none can be made: no picture, a broken one,
 * or one with too many pixels. @throws BlobStoreError.
 */
export async function readThumbnail(
  ctx: ServiceContext,
  object: StorageObject,
): Promise<Readable | Buffer | null> {
  if (!hasThumbnail(object.contentType) || object.thumbnail === 'impossible') return null;
  const store = storeOf(storageOf(ctx), object.provider);
  if (object.thumbnail === 'ready') {
    try {
      return await store.read(thumbnailRef(object));
    } catch (error) {
      if (!isBlobStoreError(error, 'not_found')) throw error;
    }
  }
  const known = making.get(object.id);
  if (known) return known;
  const made = inTurn(() => make(ctx, store, object)).finally(() => making.delete(object.id));
  making.set(object.id, made);
  return made;
}

async function make(ctx: ServiceContext, store: BlobStore, object: StorageObject): Promise<Buffer | null> {
  const bytes = await store.read(object);
  const picture = await shrink(bytes).catch((error: unknown) => {
    if (isBlobStoreError(error)) throw error;
    return null;
  });
  if (!picture) {
    await setThumbnail(ctx.db, object, 'impossible');
    return null;
  }
  await store.put(thumbnailRef(object).pathname, once(picture), {
    contentType: 'image/webp',
    sizeBytes: picture.length,
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
  });
  await setThumbnail(ctx.db, object, 'ready');
  return picture;
}

async function* once(bytes: Buffer) {
  yield bytes;
}

async function shrink(bytes: Readable): Promise<Buffer> {
  const shrinking = sharp({ limitInputPixels: largestPixels, failOn: 'error' })
    .timeout({ seconds: timeoutSeconds })
    .rotate()
    .resize({ width: edgePixels, height: edgePixels, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 78 });
  const [picture] = await Promise.all([shrinking.toBuffer(), pipeline(bytes, shrinking)]);
  return picture;
}

async function inTurn<T>(run: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    return await run();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
