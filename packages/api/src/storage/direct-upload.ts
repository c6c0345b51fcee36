import { requireUser } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError, notFound } from '../errors.ts';
import { cleanFileName } from './file-name.ts';
import { openIntake } from './intake.ts';
import { getStorageLimits } from './limits.ts';
import { finishUpload } from './receive-upload.ts';
import { discardUpload, incomingPathname, reserve } from './reservation.ts';
import type { StartedUpload, StartUploadInput, UploadedFile, UploadRef } from './schema.ts';
import { storageOf, storeOf } from './storage.ts';
import { storeFailed } from './store-failed.ts';
import type { BlobRef, BlobStore } from './stores/blob-store.ts';
import { findOpenUpload } from './upload-repository.ts';

const targetMs = 10 * 60_000;
/** Looking at the bytes takes time, too. */
const ttlMs = targetMs + 20 * 60_000;

/**
 * Lets a browser send one file of exactly this size to the store itself. Its part of the quota is set aside at once.
 *
 * @throws NOT_CONFIGURED where the store takes nothing but from this server, and what an upload throws.
 */
export async function startDirectUpload(
  ctx: ServiceContext,
  input: StartUploadInput,
): Promise<StartedUpload> {
  const { userId } = requireUser(ctx);
  const storage = storageOf(ctx);
  const store = storeOf(storage, storage.provider);
  if (!store.direct) {
    const message = 'Files go through this server here: send them to /api/files.';
    throw new DomainError('NOT_CONFIGURED', message, { missing: 'direct uploads' });
  }
  const { types } = await getStorageLimits(ctx, userId);
  if (!types.includes(input.contentType)) {
    const message = `Files of type ${input.contentType} are not allowed here.`;
    throw new DomainError('FILE_TYPE_REFUSED', message, { contentType: input.contentType });
  }
  const { sizeBytes, contentType } = input;
  const name = cleanFileName(input.name);
  const upload = await reserve(ctx, { userId, name, sizeBytes, contentType, ttlMs });
  const expiresAt = new Date(upload.createdAt.getTime() + targetMs);
  const target = await store.direct.createTarget(incomingPathname(upload.pathname), {
    sizeBytes,
    contentType,
    expiresAt,
  });
  return { uploadId: upload.id, target, expiresAt };
}

/**
 * Looks at what a browser has sent: only what the store holds counts, and it passes the same checks as any upload while
 * it is copied to its place. What fails them is removed.
 *
 * @throws NOT_FOUND when there is no such upload or nothing has arrived yet, and what an upload throws.
 */
export async function finishDirectUpload(
  ctx: ServiceContext,
  { uploadId }: UploadRef,
): Promise<UploadedFile> {
  const { userId } = requireUser(ctx);
  const upload = await findOpenUpload(ctx.db, userId, uploadId, ctx.now());
  if (!upload) throw notFound('upload');
  const store = storeOf(storageOf(ctx), upload.provider);
  const source: BlobRef = { pathname: incomingPathname(upload.pathname), url: '' };
  try {
    const arrived = await store.head(source);
    if (!arrived) throw notFound('upload');
    const file = await takeOver(ctx, store, arrived, upload);
    await store.delete(arrived);
    return file;
  } catch (error) {
    throw storeFailed(error);
  }
}

type Upload = NonNullable<Awaited<ReturnType<typeof findOpenUpload>>>;

async function takeOver(
  ctx: ServiceContext,
  store: BlobStore,
  arrived: BlobRef & { sizeBytes: number },
  upload: Upload,
): Promise<UploadedFile> {
  const signal = AbortSignal.timeout(targetMs);
  const { types } = await getStorageLimits(ctx, upload.userId);
  try {
    const intake = await openIntake(await store.read(arrived), {
      ...{ name: upload.name, types, signal, idleMs: 30_000 },
      limitBytes: upload.reservedBytes,
      tooLarge: () =>
        new DomainError('FILE_TOO_LARGE', 'The file is larger than was announced.', {
          limitBytes: upload.reservedBytes,
        }),
    });
    const { contentType } = intake;
    const ref = await store.put(upload.pathname, intake.bytes, {
      ...{ contentType, signal },
      sizeBytes: arrived.sizeBytes,
    });
    return await finishUpload(ctx, upload, { ref, contentType, ...intake.result(), source: 'upload' });
  } catch (error) {
    await discardUpload(ctx, upload).catch(() => undefined);
    throw error;
  }
}
