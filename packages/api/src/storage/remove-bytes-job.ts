import { defineRecurringJob } from '../jobs/job-kind.ts';
import { deleteObject, type Purge, startPurge } from './repository.ts';
import { discardUpload } from './reservation.ts';
import { storageOf, storeOf } from './storage.ts';
import type { BlobStore } from './stores/blob-store.ts';
import { thumbnailRef } from './thumbnails.ts';
import { listAbandonedUploads } from './upload-repository.ts';

const atOnce = 100;

/** Removes the bytes of files whose time is over, and the row when the store has confirmed it; retried until it has. */
export const removeBytesJob = defineRecurringJob({
  name: 'storage.removeBytes',
  everySeconds: 60,
  async run(ctx) {
    if (!ctx.storage) return;
    const storage = storageOf(ctx);
    const failures: unknown[] = [];
    const failed = new Set<string>();
    while (!ctx.signal.aborted) {
      const due = await startPurge(ctx.db, { at: ctx.now(), take: atOnce });
      const untried = due.filter(({ id }) => !failed.has(id));
      for (const object of untried) {
        try {
          await removeBytes(storeOf(storage, object.provider), object);
          await deleteObject(ctx.db, object);
        } catch (error) {
          failed.add(object.id);
          failures.push(error);
        }
      }
      if (untried.length === 0 || due.length < atOnce) break;
    }
    if (failures.length > 0)
      throw new AggregateError(
        failures,
        `${failures.length} files could not be removed; they are tried again.`,
      );
  },
});

async function removeBytes(store: BlobStore, object: Purge): Promise<void> {
  await store.delete(thumbnailRef(object));
  await store.delete(object);
}

/** What can be said to be left over, and is no upload that still runs. */
const unfinishedMs = 24 * 60 * 60_000;

/** Removes what uploads have left that nobody finished: a process died, a store was away, a browser never came back. */
export const sweepUploadsJob = defineRecurringJob({
  name: 'storage.sweepUploads',
  everySeconds: 60,
  async run(ctx) {
    if (!ctx.storage) return;
    const failures: unknown[] = [];
    for (const upload of await listAbandonedUploads(ctx.db, ctx.now(), 500)) {
      if (ctx.signal.aborted) return;
      await discardUpload(ctx, upload).catch((error: unknown) => failures.push(error));
    }
    for (const store of storageOf(ctx).stores.values())
      await store
        .removeUnfinished(new Date(ctx.now().getTime() - unfinishedMs))
        .catch((error: unknown) => failures.push(error));
    if (failures.length > 0)
      throw new AggregateError(
        failures,
        `${failures.length} uploads could not be swept; they are tried again.`,
      );
  },
});
