import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { BlobError, BlobNotFoundError, del, head, list, put } from '@vercel/blob';
import { generateClientTokenFromReadWriteToken } from '@vercel/blob/client';
import { type BlobRef, type BlobStore, BlobStoreError } from './blob-store.ts';
import { bounded, sendStream } from './bounded.ts';

export type VercelStoreOptions = {
  token: string;
  /** As the store was created: private objects are read with the token, public ones by whoever has the address. */
  access: 'private' | 'public';
  /** Where browsers send to; Vercel's own unless told. */
  apiUrl?: string;
  answerMs?: number;
};

export function createVercelStore({
  token,
  access,
  apiUrl = 'https://vercel.com/api/blob',
  answerMs = 30_000,
}: VercelStoreOptions): BlobStore {
  const call = <T>(run: (signal: AbortSignal) => Promise<T>) => translate(() => bounded(answerMs, run));
  const findHead = async ({ url, pathname }: BlobRef) => {
    try {
      return await call((abortSignal) => head(url || pathname, { token, abortSignal }));
    } catch (error) {
      if (error instanceof BlobStoreError && error.failure === 'not_found') return null;
      throw error;
    }
  };
  return {
    provider: 'vercel_blob',
    async put(pathname, bytes, { contentType, signal }) {
      const { url } = await translate(() =>
        sendStream(bytes, { signal, idleMs: answerMs }, (body, abortSignal) =>
          put(pathname, body, {
            access,
            token,
            contentType,
            abortSignal,
            addRandomSuffix: false,
            allowOverwrite: true,
          }),
        ),
      );
      return { pathname, url };
    },
    async read({ url }, range) {
      const answer = await call((signal) =>
        fetch(url, {
          signal,
          headers: {
            ...(access === 'private' ? { authorization: `Bearer ${token}` } : {}),
            ...(range ? { range: `bytes=${range.start}-${range.end}` } : {}),
          },
        }),
      );
      return toReadable(answer, range !== undefined);
    },
    async head(ref) {
      const found = await findHead(ref);
      return found && { pathname: found.pathname, url: found.url, sizeBytes: found.size };
    },
    async delete({ url, pathname }) {
      await call((abortSignal) => del(url || pathname, { token, abortSignal })).catch((error: unknown) => {
        if (!(error instanceof BlobStoreError && error.failure === 'not_found')) throw error;
      });
    },
    async list({ cursor, limit }) {
      const page = await call((abortSignal) =>
        list({ token, limit, abortSignal, ...(cursor ? { cursor } : {}) }),
      );
      const items = page.blobs.map(({ pathname, url, size, uploadedAt }) => ({
        pathname,
        url,
        sizeBytes: size,
        modifiedAt: uploadedAt,
      }));
      return { items, nextCursor: (page.hasMore && page.cursor) || null };
    },
    direct: {
      origin: new URL(apiUrl).origin,
      async createTarget(pathname, { sizeBytes, contentType, expiresAt }) {
        const clientToken = await generateClientTokenFromReadWriteToken({
          token,
          pathname,
          maximumSizeInBytes: sizeBytes,
          allowedContentTypes: [contentType],
          validUntil: expiresAt.getTime(),
          addRandomSuffix: false,
          allowOverwrite: false,
        });
        const headers = {
          authorization: `Bearer ${clientToken}`,
          'x-api-version': '12',
          'x-vercel-blob-access': access,
          'x-content-type': contentType,
        };
        return { method: 'PUT', url: `${apiUrl}/?${new URLSearchParams({ pathname })}`, headers };
      },
    },
    // Vercel shows an object only when it is whole.
    removeUnfinished: async () => 0,
  };
}

function toReadable(answer: Response, isPart: boolean): Readable {
  if (answer.status === 404) throw new BlobStoreError('not_found', 'No such object.');
  if (!answer.ok || !answer.body || (isPart && answer.status !== 206))
    throw new BlobStoreError('unavailable', `Vercel Blob answered ${answer.status}.`);
  // The same stream by two names: the DOM's type and Node's.
  return Readable.fromWeb(answer.body as ReadableStream);
}

function toStoreError(error: unknown): unknown {
  if (error instanceof BlobNotFoundError)
    return new BlobStoreError('not_found', 'No such object.', { cause: error });
  const isNetwork = error instanceof TypeError || (error instanceof Error && error.name === 'AbortError');
  if (error instanceof BlobError || isNetwork)
    return new BlobStoreError('unavailable', `Vercel Blob failed: ${error.message}`, { cause: error });
  return error;
}

async function translate<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toStoreError(error);
  }
}
