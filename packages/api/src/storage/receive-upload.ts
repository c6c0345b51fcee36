import { withTransaction } from '@scrip/database';
import { requireUser } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError } from '../errors.ts';
import { cleanFileName } from './file-name.ts';
import { type Intake, openIntake } from './intake.ts';
import { discardUpload, fileTooLarge, quotaExceeded, type Reservation, reserve } from './reservation.ts';
import type { UploadedFile } from './schema.ts';
import { storageOf, storeOf } from './storage.ts';
import { storeFailed } from './store-failed.ts';
import type { BlobRef } from './stores/blob-store.ts';
import { toFileItem } from './to-file-item.ts';
import { findSameBytes, insertObject, lockOwner, takeUpload } from './upload-repository.ts';

export type UploadRequest = {
  name: string;
  /** Null: not known before the last byte. */
  sizeBytes: number | null;
  atMostBytes?: number | undefined;
  bytes: AsyncIterable<Uint8Array>;
  /** Aborts when the sender has gone. */
  signal: AbortSignal;
  idleMs?: number;
};

/** Nobody may take longer, so that nothing is swept while it is still being written. */
const longestMs = 10 * 60_000;
const ttlMs = longestMs + 5 * 60_000;

/**
 * Stores a file of the caller. The row is written after the store has confirmed the bytes; a failure at any point
 * leaves neither. A file that the caller has already is answered instead of stored again.
 *
 * @throws FILE_TOO_LARGE, FILE_TYPE_REFUSED, QUOTA_EXCEEDED, STORAGE_UNPAID, INVALID_INPUT (empty), UPLOAD_BROKEN,
 * STORE_FAILED, ACCOUNT_INACTIVE, UNAUTHENTICATED.
 */
export function receiveUpload(ctx: ServiceContext, request: UploadRequest): Promise<UploadedFile> {
  return storeFile(ctx, requireUser(ctx).userId, { ...request, source: 'upload' });
}

/** The same for a file that Scrip made for a user. */
export async function storeFile(
  ctx: ServiceContext,
  userId: string,
  { source, idleMs = 30_000, ...request }: UploadRequest & { source: 'upload' | 'playground' },
): Promise<UploadedFile> {
  const name = cleanFileName(request.name);
  const { sizeBytes, atMostBytes } = request;
  const upload = await reserve(ctx, { userId, name, sizeBytes, atMostBytes, ttlMs });
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(longestMs)]);
  try {
    const intake = await openIntake(request.bytes, {
      name,
      limitBytes: Math.min(upload.reservedBytes, upload.limits.uploadBytes),
      tooLarge: () => refusalOf(upload),
      types: upload.limits.types,
      idleMs,
      signal,
    });
    const store = storeOf(storageOf(ctx), upload.provider);
    const ref = await store.put(upload.pathname, intake.bytes, {
      contentType: intake.contentType,
      sizeBytes,
      signal,
    });
    return await finishUpload(ctx, upload, { ref, ...intake.result(), ...pickType(intake), source });
  } catch (error) {
    await discardQuietly(ctx, upload);
    throw storeFailed(error);
  }
}

const pickType = ({ contentType }: Intake) => ({ contentType });

/** Which of the two limits a file of unknown size ran into. */
function refusalOf({ reservedBytes, limits, use }: Reservation): DomainError {
  return reservedBytes < limits.uploadBytes ? quotaExceeded(limits, use) : fileTooLarge(limits.uploadBytes);
}

export type StoredBytes = {
  ref: BlobRef;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  source: string;
};

/** Turns an upload into a file, or finds the file that has these bytes; then the upload is discarded. */
export async function finishUpload(
  ctx: ServiceContext,
  upload: Pick<Reservation, 'userId' | 'id' | 'provider' | 'pathname' | 'name'>,
  { ref, contentType, sizeBytes, sha256, source }: StoredBytes,
): Promise<UploadedFile> {
  const { userId, id, provider, name } = upload;
  const finished = await withTransaction(ctx.db, async (tx) => {
    const owner = await lockOwner(tx, userId);
    if (!owner?.isActive) throw new DomainError('ACCOUNT_INACTIVE', 'This account is deactivated.', {});
    const same = await findSameBytes(tx, userId, sha256);
    if (same) return { row: same, isDuplicate: true };
    const at = ctx.now();
    if (!(await takeUpload(tx, userId, id, at)))
      throw new DomainError('STORE_FAILED', 'The upload took too long and was given up.', {
        reason: 'unavailable',
      });
    const row = await insertObject(tx, {
      ...{ userId, id, provider, name, contentType, sha256, source },
      ...{ clerkUserId: owner.clerkUserId, url: ref.url, pathname: ref.pathname, size: sizeBytes },
      ...{ createdAt: at, updatedAt: at },
    });
    return { row, isDuplicate: false };
  });
  if (finished.isDuplicate) await discardQuietly(ctx, upload);
  return { file: toFileItem(storageOf(ctx), finished.row, ctx.now()), isDuplicate: finished.isDuplicate };
}

async function discardQuietly(
  ctx: ServiceContext,
  upload: Parameters<typeof discardUpload>[1],
): Promise<void> {
  try {
    await discardUpload(ctx, upload);
  } catch (error) {
    ctx.logger.warn({ error, uploadId: upload.id }, 'An unfinished upload stays until the sweep');
  }
}
