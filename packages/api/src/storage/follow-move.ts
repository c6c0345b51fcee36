import { setTimeout as delay } from 'node:timers/promises';
import { requireOperator } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { hurryJob } from '../jobs/service.ts';
import { type MoveInput, type RunCounts, StorageRun } from './admin-schema.ts';
import { storageRunKey, storageRunKind } from './run-kind.ts';
import { findRun, findRunning } from './run-repository.ts';
import { startMove } from './runs.ts';

export type FollowOptions = {
  onProgress: (counts: RunCounts) => void;
  everyMs: number;
  /** Ends the following, not the move. */
  signal: AbortSignal;
};

/**
 * Starts a move, or joins the same one if it is under way, and tells how far it is until it has ended. A job does the
 * work: some process has to run jobs. @throws INVALID_INPUT, NOT_CONFIGURED, IN_USE (another run), FORBIDDEN to users,
 * and an AbortError.
 */
export async function followMove(
  ctx: ServiceContext,
  input: MoveInput,
  { onProgress, everyMs, signal }: FollowOptions,
): Promise<StorageRun> {
  requireOperator(ctx);
  const same = await findSameMove(ctx, input);
  if (same) await hurry(ctx, same.id);
  const { id } = same ?? (await startMove(ctx, input));
  for (;;) {
    const row = await findRun(ctx.db, id);
    if (!row) throw notFound('move');
    const run = StorageRun.parse(row);
    onProgress(run.counts);
    if (run.status !== 'running') return run;
    await delay(everyMs, undefined, { signal });
  }
}

async function findSameMove({ db }: ServiceContext, { from, to }: MoveInput) {
  const running = await findRunning(db);
  return running?.kind === 'move' && running.fromStore === from && running.toStore === to ? running : null;
}

/** Whoever asks does not wait for the next attempt, nor for one that never comes. */
async function hurry(ctx: ServiceContext, runId: string): Promise<void> {
  const key = storageRunKey(runId);
  await enqueue(ctx, storageRunKind, { runId }, { key });
  await hurryJob(ctx, key);
}
