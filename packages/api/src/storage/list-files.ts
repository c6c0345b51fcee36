import { z } from 'zod';
import { requireUser } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { cutPage, decodeCursor } from '../pagination.ts';
import { kindOf } from './file-kind.ts';
import { getStorageLimits } from './limits.ts';
import { createLink } from './links.ts';
import { findReadable, listObjects, nameContains, ofKind, orderKeyOf } from './repository.ts';
import type { FileLink, FileLinkInput, FilePage, ListFilesInput, StorageUse } from './schema.ts';
import { storageOf } from './storage.ts';
import { toFileItem } from './to-file-item.ts';
import { findUnpaidDay, sumUse } from './upload-repository.ts';

const TextCursor = z.tuple([z.string(), z.string()]);
const SizeCursor = z.tuple([z.number(), z.string()]);

export function readFilesCursor(order: ListFilesInput['order'], cursor: string | null | undefined) {
  if (!cursor) return null;
  const [key, id] = decodeCursor(order === 'largest' ? SizeCursor : TextCursor, cursor);
  return { key, id };
}

/** One page of the caller's files; of the deleted ones, those that can be restored. */
export async function listFiles(ctx: ServiceContext, input: ListFilesInput): Promise<FilePage> {
  const { userId } = requireUser(ctx);
  const { search, kind, order, deleted, limit } = input;
  const at = ctx.now();
  const rows = await listObjects(ctx.db, {
    conditions: [
      { userId },
      deleted ? { deletedAt: { not: null }, purgeAt: { gt: at } } : { deletedAt: null },
      ...(search ? [nameContains(search)] : []),
      ...(kind ? [ofKind(kind)] : []),
    ],
    order,
    after: readFilesCursor(order, input.cursor),
    take: limit + 1,
  });
  const storage = storageOf(ctx);
  const files = rows.map((row) => toFileItem(storage, row, at));
  return cutPage(files, limit, (file) => [orderKeyOf(order, file), file.id]);
}

/**
 * An address that works for some minutes; with it the file can be read without signing in.
 * @throws NOT_FOUND when there is no such file, it is deleted, or it is another user's.
 */
export async function getFileLink(ctx: ServiceContext, input: FileLinkInput): Promise<FileLink> {
  return linkTo(ctx, requireUser(ctx).userId, input);
}

export async function linkTo(ctx: ServiceContext, userId: string, input: FileLinkInput): Promise<FileLink> {
  const file = await findReadable(ctx.db, userId, input.id);
  if (!file) throw notFound('file');
  const isInline = input.disposition === 'inline' && kindOf(file.contentType) !== 'other';
  return createLink(storageOf(ctx), { userId, id: file.id, variant: isInline ? 'i' : 'a' }, ctx.now());
}

/** What the caller stores and may store. */
export async function getStorageUse(ctx: ServiceContext): Promise<StorageUse> {
  const { userId } = requireUser(ctx);
  const storage = storageOf(ctx);
  const [limits, use, unpaid] = await Promise.all([
    getStorageLimits(ctx, userId),
    sumUse(ctx.db, userId, ctx.now()),
    storage.isMetered ? findUnpaidDay(ctx.db, userId, ctx.now()) : null,
  ]);
  const { quotaBytes, quotaFiles, uploadBytes, types, retentionDays } = limits;
  return {
    ...use,
    ...{ quotaBytes, quotaFiles, uploadBytes, retentionDays },
    types: [...types],
    isDirect: storage.stores.get(storage.provider)?.direct != null,
    unpaidDay: unpaid?.toISOString().slice(0, 10) ?? null,
  };
}
