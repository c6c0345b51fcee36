import { isDomainError } from '../errors.ts';
import { defineJob, defineRecurringJob, type JobContext } from '../jobs/job-kind.ts';
import { RunCounts } from './admin-schema.ts';
import { moveObjects } from './move-objects.ts';
import { reconcileStores } from './reconcile.ts';
import { storageRunKind } from './run-kind.ts';
import { findRun, updateRun } from './run-repository.ts';
import { reconcileNow } from './runs.ts';

/** Compares or moves. An interrupted one goes on where the rows say that it is. */
export const storageRunJob = defineJob({
  ...storageRunKind,
  async run(ctx, { runId }) {
    const run = await findRun(ctx.db, runId);
    if (run?.status !== 'running') return;
    const counts = RunCounts.parse(run.counts);
    try {
      if (run.kind === 'move' && run.fromStore && run.toStore)
        await moveObjects(ctx, { id: runId, from: run.fromStore, to: run.toStore, counts });
      else await reconcileStores(ctx, runId);
      await end(ctx, runId, 'done', null);
    } catch (error) {
      if (!isDomainError(error, 'NOT_CONFIGURED')) throw error;
      await end(ctx, runId, 'failed', error.message);
    }
  },
});

function end(ctx: JobContext, id: string, status: 'done' | 'failed', error: string | null): Promise<void> {
  return updateRun(ctx.db, id, { status, error, endedAt: ctx.now() }, ctx.now());
}

export const weeklyReconciliationJob = defineRecurringJob({
  name: 'storage.reconcileWeekly',
  everySeconds: 7 * 24 * 60 * 60,
  async run(ctx) {
    await reconcileNow(ctx).catch((error: unknown) => {
      // One that an admin has started does as well.
      if (!isDomainError(error, 'IN_USE')) throw error;
    });
  },
});
