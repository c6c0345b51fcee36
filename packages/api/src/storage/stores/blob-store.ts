import type { Readable } from 'node:stream';

export const storageProviders = ['local', 's3', 'vercel_blob'] as const;
export type StorageProvider = (typeof storageProviders)[number];

/** Where an object is: its name in the store, and the address that the store gave it. */
export type BlobRef = { pathname: string; url: string };

export type BlobHead = BlobRef & { sizeBytes: number };

export type BlobListItem = BlobHead & { modifiedAt: Date };

/** Inclusive on both ends, as in HTTP. */
export type ByteRange = { start: number; end: number };

export type PutOptions = {
  contentType: string;
  /** Null: not known before the last byte. */
  sizeBytes: number | null;
  signal: AbortSignal;
};

/** How a browser sends bytes to the store itself, without passing through this process. */
export type DirectTarget = { method: 'PUT'; url: string; headers: Record<string, string> };

export type DirectUploads = {
  /** Where browsers send to: pages have to be allowed to. */
  origin: string;
  /** Allows one object of exactly this name, size and type until `expiresAt`. */
  createTarget(
    pathname: string,
    terms: { sizeBytes: number; contentType: string; expiresAt: Date },
  ): Promise<DirectTarget>;
};

/**
 * Keeps bytes under names that are ours, never a user's. Every method ends in bounded time.
 *
 * @throws BlobStoreError, and from `put` also what `bytes` throws.
 */
export type BlobStore = {
  provider: StorageProvider;
  /** All or nothing: after a failure the name holds nothing new. */
  put(pathname: string, bytes: AsyncIterable<Uint8Array>, options: PutOptions): Promise<BlobRef>;
  /** A store that fails midway destroys the stream with an error. */
  read(ref: BlobRef, range?: ByteRange): Promise<Readable>;
  head(ref: BlobRef): Promise<BlobHead | null>;
  /** Resolves once the store has confirmed it; what is not there counts as deleted. */
  delete(ref: BlobRef): Promise<void>;
  list(page: { cursor: string | null; limit: number }): Promise<{
    items: BlobListItem[];
    nextCursor: string | null;
  }>;
  /** Null: browsers send to the app. */
  direct: DirectUploads | null;
  /** Removes what interrupted uploads have left since before `before`, and tells how many. */
  removeUnfinished(before: Date): Promise<number>;
};

export type BlobStoreFailure = 'not_found' | 'full' | 'unavailable';

export class BlobStoreError extends Error {
  override readonly name = 'BlobStoreError';
  readonly failure: BlobStoreFailure;

  constructor(failure: BlobStoreFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

export function isBlobStoreError(error: unknown, failure?: BlobStoreFailure): error is BlobStoreError {
  return error instanceof BlobStoreError && (failure === undefined || error.failure === failure);
}
