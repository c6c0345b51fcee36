import { randomBytes } from 'node:crypto';
import type { TestApp } from './app.ts';

export const mb = 1024 * 1024;

/** A picture of one pixel. */
export const pngHead = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The picture, made different by what follows it, and so long in all. */
export const png = (sizeBytes = 100) => Buffer.concat([pngHead, randomBytes(sizeBytes - pngHead.length)]);

type Answer = {
  file: { id: string; name: string; contentType: string; sizeBytes: number };
  isDuplicate: boolean;
  error?: { domain: { code: string } };
};

export type Sending = { token: string; name?: string; headers?: Record<string, string> };

export async function sendFile(app: TestApp, body: Buffer, { token, name = 'a.png', headers = {} }: Sending) {
  const path = `/api/files?${new URLSearchParams({ name })}`;
  const response = await app.call(path, { method: 'POST', token, body: new Uint8Array(body), headers });
  // The shape that the route answers with.
  const answer = (await response.json()) as Answer;
  return { status: response.status, code: answer.error?.domain.code, ...answer };
}

export async function sendForm(app: TestApp, token: string, files: [name: string, bytes: Buffer][]) {
  const body = new FormData();
  for (const [name, bytes] of files) body.append('file', new Blob([new Uint8Array(bytes)]), name);
  return app.call('/api/files', { method: 'POST', token, body });
}

/** Bytes that no file has, temporary files, and uploads that have not ended. */
export async function countLeftovers({ deps: { db, storage } }: TestApp) {
  const store = storage.stores.get(storage.provider);
  const objects = await store?.list({ cursor: null, limit: 1000 });
  const known = new Set((await db.storageObject.findMany()).map(({ pathname }) => pathname));
  return {
    unknown: objects?.items.filter(({ pathname }) => !known.has(pathname)).length,
    unfinished: await store?.removeUnfinished(new Date(Date.now() + 60_000)),
    uploads: await db.storageUpload.count(),
  };
}

export const noLeftovers = { unknown: 0, unfinished: 0, uploads: 0 };
