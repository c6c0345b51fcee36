import { createHash } from 'node:crypto';
import { type StorageObject, withTransaction } from '@scrip/database';
import { newId } from '../credits/receipt.ts';
import type { JobContext } from '../jobs/job-kind.ts';
import type { RunCounts } from './admin-schema.ts';
import { insertLeftover, listStored, relocate, updateRun } from './run-repository.ts';
import { storageOf, storeOf } from './storage.ts';
import type { BlobRef, BlobStore } from './stores/blob-store.ts';
import { deleteUpload } from './upload-repository.ts';

const pageSize = 50;
const hourMs = 60 * 60_000;

type Move = { id: string; from: string; to: string; counts: RunCounts };

/**
 * Copies the files of one store to another, reads each copy back, and changes the row only when its hash is the same;
 * the sweep removes the old bytes. What is still in the old store is what is left to do, so it can be interrupted
 * anywhere. A file that fails stays where it is and is counted.
 */
export async function moveObjects(ctx: JobContext, { id, from, to, counts }: Move): Promise<void> {
  const [source, target] = [storeOf(storageOf(ctx), from), storeOf(storageOf(ctx), to)];
  let after: { userId: string; id: string } | null = null;
  counts.failed = 0;
  for (;;) {
    const rows: StorageObject[] = await listStored(ctx.db, from, after, pageSize);
    for (const row of rows) {
      ctx.signal.throwIfAborted();
      try {
        if (await moveOne(ctx, row, source, target)) counts.moved += 1;
      } catch (error) {
        counts.failed += 1;
        ctx.logger.warn({ error, userId: row.userId, fileId: row.id }, 'A file could not be moved');
      }
      await updateRun(ctx.db, id, { counts }, ctx.now());
    }
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = last;
  }
}

async function moveOne(
  ctx: JobContext,
  row: StorageObject,
  source: BlobStore,
  target: BlobStore,
): Promise<boolean> {
  const { userId, pathname } = row;
  const at = ctx.now();
  const copy = { userId, id: newId(at), provider: target.provider, pathname };
  await insertLeftover(ctx.db, { ...copy, dueAt: new Date(at.getTime() + hourMs), at });
  const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(hourMs / 2)]);
  const ref = await target.put(pathname, await source.read(row), {
    contentType: row.contentType ?? 'application/octet-stream',
    sizeBytes: row.size,
    signal,
  });
  const sha256 = await hashOf(target, ref);
  if (sha256 !== (row.sha256 ?? (await hashOf(source, row))))
    throw new Error('The copy is not the same as the original.');
  return withTransaction(ctx.db, async (tx) => {
    if (!(await relocate(tx, row, source.provider, { provider: target.provider, url: ref.url, sha256 })))
      return false;
    await deleteUpload(tx, userId, copy.id);
    const now = ctx.now();
    const leftover = { userId, id: newId(now), provider: source.provider, pathname, at: now };
    await insertLeftover(tx, { ...leftover, dueAt: now });
    return true;
  });
}

async function hashOf(store: BlobStore, ref: BlobRef): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of await store.read(ref)) hash.update(chunk);
  return hash.digest('hex');
}
