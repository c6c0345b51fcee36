import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import { ClerkError, paramError } from './clerk-error.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import type { UserRecord } from './store/state.ts';
import { updateUser } from './users.ts';

const MAX_IMAGE = '10mb';
const YEAR_MS = 31_536_000_000;

// The first bytes decide, not the name or type that the browser claims: nothing else is ever served as an image.
const FORMATS: [extension: string, matches: (bytes: Buffer) => boolean][] = [
  ['png', (bytes) => bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n'],
  ['jpg', (bytes) => bytes.subarray(0, 3).toString('hex') === 'ffd8ff'],
  ['gif', (bytes) => /^GIF8[79]a/.test(bytes.subarray(0, 6).toString('latin1'))],
  ['webp', (bytes) => /^RIFF.{4}WEBP/s.test(bytes.subarray(0, 12).toString('latin1'))],
];

export function readImageBody(): RequestHandler {
  return express.raw({ type: ['multipart/form-data', 'application/octet-stream'], limit: MAX_IMAGE });
}

/** The uploaded file in a body that `readImageBody` read. */
export async function uploadedFile(body: unknown, contentType: string): Promise<Buffer> {
  const missing = paramError('file', 'form_param_missing', 'Choose an image.');
  if (!Buffer.isBuffer(body)) throw missing;
  if (contentType === 'application/octet-stream') return body;
  const headers = { 'content-type': contentType };
  const form = await new Response(new Uint8Array(body), { headers }).formData().catch(() => null);
  const file = form?.get('file');
  if (!(file instanceof Blob)) throw missing;
  return Buffer.from(await file.arrayBuffer());
}

/** Keeps `bytes` as the user's picture; throws when they are not an image that browsers show safely. */
export async function saveUserImage(ctx: Context, user: UserRecord, bytes: Buffer): Promise<void> {
  const extension = FORMATS.find(([, matches]) => matches(bytes))?.[0];
  if (!extension) {
    const message = 'Upload a JPG, PNG, GIF or WEBP image.';
    throw new ClerkError({ status: 422, code: 'avatar_file_type_invalid', message, paramName: 'file' });
  }
  await mkdir(ctx.imageDirectory, { recursive: true, mode: 0o700 });
  const imageName = `${newId('img')}.${extension}`;
  const file = await open(join(ctx.imageDirectory, imageName), 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await replaceUserImage(ctx, user, imageName);
}

/** Makes a stored image, or with `null` the initials, the user's picture, and forgets the one before. */
export async function replaceUserImage(
  ctx: Context,
  user: UserRecord,
  imageName: string | null,
): Promise<void> {
  const before = user.imageName;
  updateUser(ctx, user, { imageName });
  await ctx.store.flush();
  if (before !== null) await rm(join(ctx.imageDirectory, before), { force: true });
}

export function imageFiles(directory: string): RequestHandler {
  return express.static(directory, {
    index: false,
    redirect: false,
    immutable: true,
    maxAge: YEAR_MS,
    setHeaders: (res) => res.setHeader('Content-Security-Policy', "default-src 'none'"),
  });
}
