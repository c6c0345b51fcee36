import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Database } from '@scrip/database';
import { createAccount, type TestAccount } from '@scrip/testing';
import type { ServiceContext } from '../../context.ts';
import { defaultLimits, type StorageLimits } from '../limits.ts';
import { openDownload } from '../open-download.ts';
import { receiveUpload, type UploadRequest } from '../receive-upload.ts';
import type { Storage } from '../storage.ts';
import type { BlobStore } from '../stores/blob-store.ts';

const linkKey = randomBytes(32);

export function storageOn(store: BlobStore, limits: Partial<StorageLimits> = {}): Storage {
  const stores = new Map([[store.provider, store]]);
  return {
    stores,
    provider: store.provider,
    limits: { ...defaultLimits, ...limits },
    linkKey,
    isMetered: false,
  };
}

export type FileUser = TestAccount & { ctx: ServiceContext };

export async function createFileUser(
  db: Database,
  storage: Storage,
  options: { role?: 'USER' | 'ADMIN'; now?: () => Date; credits?: number } = {},
): Promise<FileUser> {
  const account = await createAccount(db, options);
  return { ...account, ctx: { ...account.own, storage }, system: { ...account.system, storage } };
}

/** A picture of one pixel, made different by what follows it, and so long in all. */
export function png(sizeBytes = 200): Buffer {
  const head = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  return Buffer.concat([head, randomBytes(sizeBytes - head.length)]);
}

export async function* inChunks(bytes: Buffer, size = 64 * 1024): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export function upload(ctx: ServiceContext, bytes: Buffer, request: Partial<UploadRequest> = {}) {
  return receiveUpload(ctx, {
    name: 'picture.png',
    sizeBytes: bytes.length,
    bytes: inChunks(bytes),
    signal: new AbortController().signal,
    ...request,
  });
}

/** What a link gives, as a browser would ask. */
export async function follow(ctx: ServiceContext, url: string, headers: { range?: string } = {}) {
  const token = new URL(url, 'http://localhost').searchParams.get('token') ?? '';
  const request = { token, range: headers.range, ifRange: undefined, ifNoneMatch: undefined };
  const { body, ...rest } = await openDownload(
    { ...ctx, principal: null },
    { ...request, withoutBody: false },
  );
  return { ...rest, bytes: Buffer.isBuffer(body) ? body : body && (await buffer(body)) };
}

/** Every name in a store. */
export async function namesIn(store: BlobStore): Promise<string[]> {
  return (await store.list({ cursor: null, limit: 1000 })).items.map(({ pathname }) => pathname);
}
