import type { Readable } from 'node:stream';
import type { StorageObject } from '@scrip/database';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { kindOf, servedTypeOf } from './file-kind.ts';
import { type LinkGrant, readLink } from './links.ts';
import { parseRange } from './range.ts';
import { findReadable } from './repository.ts';
import { storageOf, storeOf } from './storage.ts';
import { storeFailed } from './store-failed.ts';
import { readThumbnail } from './thumbnails.ts';

export type DownloadRequest = {
  token: string;
  range: string | undefined;
  ifRange: string | undefined;
  ifNoneMatch: string | undefined;
  /** A HEAD request: everything but the bytes. */
  withoutBody: boolean;
};

export type Download = {
  status: 200 | 206 | 304 | 416;
  headers: Record<string, string>;
  body: Readable | Buffer | null;
};

/**
 * What a link gives: the bytes, or a part of them, and headers under which a browser runs nothing of what they hold.
 * @throws NOT_FOUND for every link that does not work: forged, expired, of a file that is deleted or whose owner is
 * deactivated; STORE_FAILED.
 */
export async function openDownload(ctx: ServiceContext, request: DownloadRequest): Promise<Download> {
  const at = ctx.now();
  const grant = readLink(storageOf(ctx), request.token, at);
  const file = grant && (await findReadable(ctx.db, grant.userId, grant.id));
  if (!grant || !file) throw notFound('file');
  const maxAge = Math.max(0, Math.floor((grant.expiresAt.getTime() - at.getTime()) / 1000));
  try {
    return grant.variant === 't'
      ? await openThumbnail(ctx, file, maxAge)
      : await openFile(ctx, file, grant.variant, maxAge, request);
  } catch (error) {
    throw storeFailed(error);
  }
}

function commonHeaders(maxAge: number): Record<string, string> {
  return {
    // Not transformed: a compressed answer has another length than its ranges say.
    'Cache-Control': `private, max-age=${maxAge}, no-transform`,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'self'",
  };
}

async function openThumbnail(ctx: ServiceContext, file: StorageObject, maxAge: number): Promise<Download> {
  const body = await readThumbnail(ctx, file);
  if (!body) throw notFound('file');
  return { status: 200, headers: { ...commonHeaders(maxAge), 'Content-Type': 'image/webp' }, body };
}

async function openFile(
  ctx: ServiceContext,
  file: StorageObject,
  variant: LinkGrant['variant'],
  maxAge: number,
  { range: rangeText, ifRange, ifNoneMatch, withoutBody }: DownloadRequest,
): Promise<Download> {
  const etag = `"${file.sha256 ?? `${file.id}-${file.size}`}"`;
  const headers = {
    ...commonHeaders(maxAge),
    ...dispositionOf(file, variant),
    ETag: etag,
    'Accept-Ranges': 'bytes',
  };
  if (ifNoneMatch === etag) return { status: 304, headers, body: null };
  const range = ifRange === undefined || ifRange === etag ? parseRange(rangeText, file.size) : null;
  if (range === 'unsatisfiable')
    return { status: 416, headers: { ...headers, 'Content-Range': `bytes */${file.size}` }, body: null };
  const length = range ? range.end - range.start + 1 : file.size;
  const store = storeOf(storageOf(ctx), file.provider);
  return {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'Content-Length': String(length),
      ...(range ? { 'Content-Range': `bytes ${range.start}-${range.end}/${file.size}` } : {}),
    },
    body: withoutBody ? null : await store.read(file, range ?? undefined),
  };
}

/** Only what a browser shows without running it is shown; the rest is saved. */
function dispositionOf({ name, contentType }: StorageObject, variant: LinkGrant['variant']) {
  const kind = kindOf(contentType);
  const isInline = variant === 'i' && kind !== 'other';
  const plain = name.replaceAll(/[^\x20-\x7E]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  const disposition = `${isInline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${exact}`;
  return {
    'Content-Type': servedTypeOf(contentType),
    'Content-Disposition': disposition,
    // Chrome's reader of PDF does not start in a sandbox, and runs no script of ours outside of one.
    ...(isInline && kind === 'pdf'
      ? { 'Content-Security-Policy': "default-src 'none'; object-src 'self'; frame-ancestors 'self'" }
      : {}),
  };
}
