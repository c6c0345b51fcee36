import { withTransaction } from '@scrip/database';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { cutPage } from '../pagination.ts';
import type { AdminFilePage, AdminFileRef, ListObjectsInput, StorageState } from './admin-schema.ts';
import { deleteFilesOf } from './delete-files.ts';
import { linkTo, readFilesCursor } from './list-files.ts';
import { listObjects, nameContains, ofKind, orderKeyOf } from './repository.ts';
import { sumStores } from './run-repository.ts';
import type { FileLink } from './schema.ts';
import { storageOf } from './storage.ts';
import { toFileItem } from './to-file-item.ts';

/** One page of everybody's files. @throws FORBIDDEN to non-admins. */
export async function listAllFiles(ctx: ServiceContext, input: ListObjectsInput): Promise<AdminFilePage> {
  requireAdmin(ctx);
  const { search, userId, kind, provider, minBytes, maxBytes, deleted, order, limit } = input;
  const size = {
    ...(minBytes === undefined ? {} : { gte: minBytes }),
    ...(maxBytes === undefined ? {} : { lte: maxBytes }),
  };
  const rows = await listObjects(ctx.db, {
    conditions: [
      { size },
      ...(search ? [nameContains(search)] : []),
      ...(userId ? [{ userId }] : []),
      ...(kind ? [ofKind(kind)] : []),
      ...(provider ? [{ provider }] : []),
      ...(deleted === undefined ? [] : [{ deletedAt: deleted ? { not: null } : null }]),
    ],
    order,
    after: readFilesCursor(order, input.cursor),
    take: limit + 1,
  });
  const storage = storageOf(ctx);
  const at = ctx.now();
  const files = rows.map((row) => ({
    ...toFileItem(storage, row, at),
    userId: row.userId,
    provider: row.provider,
    pathname: row.pathname,
  }));
  return cutPage(files, limit, (file) => [orderKeyOf(order, file), file.id]);
}

/** What every store holds. @throws FORBIDDEN to non-admins. */
export async function getStorageState(ctx: ServiceContext): Promise<StorageState> {
  requireAdmin(ctx);
  const { provider, stores } = storageOf(ctx);
  const sums = new Map((await sumStores(ctx.db)).map((sum) => [sum.provider, sum]));
  const names = new Set<string>([...stores.keys(), ...sums.keys()]);
  const configured = new Set<string>(stores.keys());
  return {
    provider,
    stores: [...names].sort().map((name) => ({
      provider: name,
      files: sums.get(name)?.files ?? 0,
      bytes: sums.get(name)?.bytes ?? 0,
      isConfigured: configured.has(name),
    })),
  };
}

/** An address of anybody's file. @throws NOT_FOUND, FORBIDDEN to non-admins. */
export async function getAnyFileLink(ctx: ServiceContext, { userId, id }: AdminFileRef): Promise<FileLink> {
  requireAdmin(ctx);
  return linkTo(ctx, userId, { id, disposition: 'attachment' });
}

/** Deletes anybody's file, as its owner could; the owner can restore it. Audited. @throws NOT_FOUND, FORBIDDEN. */
export async function deleteAnyFile(ctx: ServiceContext, { userId, id }: AdminFileRef): Promise<void> {
  requireAdmin(ctx);
  await withTransaction(ctx.db, async (db) => {
    const { changed } = await deleteFilesOf({ ...ctx, db }, userId, [id]);
    if (changed === 0) throw notFound('file');
    await recordAudit(
      { ...ctx, db },
      { action: 'storage.delete', targetType: 'user', targetId: userId, after: { fileId: id } },
    );
  });
}
