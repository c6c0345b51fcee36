import { randomBytes } from 'node:crypto';
import { withTransaction } from '@scrip/database';
import type { ServiceContext } from '../context.ts';
import { newId } from '../credits/receipt.ts';
import { DomainError, notFound } from '../errors.ts';
import { getStorageLimits, type StorageLimits } from './limits.ts';
import { storageOf, storeOf } from './storage.ts';
import {
  closeUpload,
  deleteUpload,
  findUnpaidDay,
  insertUpload,
  lockOwner,
  type NewUpload,
  sumUse,
  type Use,
} from './upload-repository.ts';

export type Reservation = NewUpload & { limits: StorageLimits; use: Use };

export type ReservationRequest = {
  userId: string;
  name: string;
  /** Null: not known yet. */
  sizeBytes: number | null;
  /** An upper bound where the size is not known. */
  atMostBytes?: number | undefined;
  contentType?: string;
  ttlMs: number;
};

/**
 * Sets a part of the quota aside and writes down where the bytes will be, before the first byte is stored: whatever
 * happens then, the sweep finds them. Uploads of one user wait for each other here, so that two never get the same part.
 *
 * @throws FILE_TOO_LARGE, QUOTA_EXCEEDED, STORAGE_UNPAID, ACCOUNT_INACTIVE, NOT_FOUND.
 */
export async function reserve(ctx: ServiceContext, request: ReservationRequest): Promise<Reservation> {
  const { userId, name, sizeBytes } = request;
  const limits = await getStorageLimits(ctx, userId);
  if (sizeBytes !== null && sizeBytes > limits.uploadBytes) throw fileTooLarge(limits.uploadBytes);
  return withTransaction(ctx.db, async (tx) => {
    const owner = await lockOwner(tx, userId);
    if (!owner) throw notFound('user');
    if (!owner.isActive) throw new DomainError('ACCOUNT_INACTIVE', 'This account is deactivated.', {});
    await refuseUnpaid({ ...ctx, db: tx }, userId);
    const createdAt = ctx.now();
    const use = await sumUse(tx, userId, createdAt);
    const leftBytes = limits.quotaBytes - use.usedBytes;
    if (use.usedFiles >= limits.quotaFiles || leftBytes < (sizeBytes ?? 1)) throw quotaExceeded(limits, use);
    const id = newId(createdAt);
    const upload: NewUpload = {
      userId,
      id,
      provider: storageOf(ctx).provider,
      pathname: newPathname(userId),
      name,
      reservedBytes:
        sizeBytes ?? Math.min(limits.uploadBytes, leftBytes, Math.max(1, request.atMostBytes ?? Infinity)),
      contentType: request.contentType ?? null,
      expiresAt: new Date(createdAt.getTime() + request.ttlMs),
      createdAt,
    };
    await insertUpload(tx, upload);
    return { ...upload, limits, use };
  });
}

/** Nothing that a user gave is in it but the id that we gave the user, and nobody can guess it. */
function newPathname(userId: string): string {
  const owner = Buffer.from(userId).toString('base64url');
  return `files/${owner}/${randomBytes(18).toString('base64url')}`;
}

/** Browsers never write where files are kept: whoever may send could otherwise send again after it was looked at. */
export function incomingPathname(pathname: string): string {
  return `${pathname}.incoming`;
}

async function refuseUnpaid(ctx: ServiceContext, userId: string): Promise<void> {
  if (!storageOf(ctx).isMetered) return;
  const unpaid = await findUnpaidDay(ctx.db, userId, ctx.now());
  if (!unpaid) return;
  const day = unpaid.toISOString().slice(0, 10);
  const message = `Storage of ${day} could not be paid: there are too few credits. Your files stay; new ones wait.`;
  throw new DomainError('STORAGE_UNPAID', message, { day });
}

/**
 * Removes the bytes of an upload that was not finished, then what was written down about it. Does nothing to one that
 * was. @throws BlobStoreError: the sweep tries again.
 */
export async function discardUpload(
  ctx: ServiceContext,
  { userId, id, provider, pathname }: Pick<NewUpload, 'userId' | 'id' | 'provider' | 'pathname'>,
): Promise<void> {
  if (!(await closeUpload(ctx.db, userId, id))) return;
  const store = storeOf(storageOf(ctx), provider);
  await store.delete({ pathname, url: '' });
  if (store.direct) await store.delete({ pathname: incomingPathname(pathname), url: '' });
  await deleteUpload(ctx.db, userId, id);
}

function megabytes(bytes: number): string {
  const value = bytes / 1024 / 1024;
  return `${value >= 10 || Number.isInteger(value) ? Math.floor(value) : value.toFixed(1)} MB`;
}

export function fileTooLarge(limitBytes: number): DomainError {
  const message = `The file is too large: ${megabytes(limitBytes)} is the limit.`;
  return new DomainError('FILE_TOO_LARGE', message, { limitBytes });
}

export function quotaExceeded({ quotaBytes, quotaFiles }: StorageLimits, use: Use): DomainError {
  const message =
    `Your storage is full: ${megabytes(use.usedBytes)} of ${megabytes(quotaBytes)} and ` +
    `${use.usedFiles} of ${quotaFiles} files are used. Delete files for good to make room.`;
  return new DomainError('QUOTA_EXCEEDED', message, { ...use, quotaBytes, quotaFiles });
}
