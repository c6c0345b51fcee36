import { withTransaction } from '@scrip/database';
import { requireUser } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { getStorageLimits } from './limits.ts';
import { markAllDue, markDeleted, markDue, markRestored } from './repository.ts';
import type { FileIds } from './schema.ts';
import { expireUploads, lockOwner } from './upload-repository.ts';

const dayMs = 24 * 60 * 60_000;

export type Changed = { changed: number };

/**
 * Deletes files of the caller: they cannot be read from now on, and can be restored until their bytes are removed.
 * Counts those that were there; of others' files nothing is said.
 */
export function deleteFiles(ctx: ServiceContext, { ids }: FileIds): Promise<Changed> {
  return deleteFilesOf(ctx, requireUser(ctx).userId, ids);
}

export async function deleteFilesOf(ctx: ServiceContext, userId: string, ids: string[]): Promise<Changed> {
  const { retentionDays } = await getStorageLimits(ctx, userId);
  const at = ctx.now();
  const purgeAt = new Date(at.getTime() + retentionDays * dayMs);
  return { changed: await markDeleted(ctx.db, { userId, ids }, { at, purgeAt }) };
}

/** Brings deleted files of the caller back. Counts those that could still be. */
export async function restoreFiles(ctx: ServiceContext, { ids }: FileIds): Promise<Changed> {
  return { changed: await markRestored(ctx.db, requireUser(ctx).userId, ids, ctx.now()) };
}

/** Gives deleted files of the caller up: their part of the quota is free at once, a job removes the bytes. */
export async function deleteFilesForGood(ctx: ServiceContext, { ids }: FileIds): Promise<Changed> {
  return { changed: await markDue(ctx.db, requireUser(ctx).userId, ids, ctx.now()) };
}

/**
 * Gives everything up that a user stores, for an account that is closed: nothing can be read from now on, and the jobs
 * remove the bytes. Doing it again changes nothing.
 */
export async function removeFilesOfUser(ctx: ServiceContext, userId: string): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    await lockOwner(tx, userId);
    const at = ctx.now();
    await expireUploads(tx, userId, at);
    await markAllDue(tx, userId, at);
  });
}
