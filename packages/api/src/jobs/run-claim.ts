import { setTimeout as delay } from 'node:timers/promises';
import { type AnyJobKind, HopelessJobError, type JobContext } from './job-kind.ts';
import { computeNextTurn, computeRetryAt } from './plan-next.ts';
import { type Claim, deleteClaimed, updateClaimed } from './repository.ts';

const longestError = 2_000;
const settleEveryMs = 250;

/** Makes one attempt at a job and records what became of it. Never rejects. */
export async function runClaim(
  ctx: JobContext,
  kind: AnyJobKind,
  claim: Claim,
  { patienceMs }: { patienceMs: number },
): Promise<void> {
  const startedMs = performance.now();
  const failure = await attempt(ctx, kind, claim);
  const lastDurationMs = Math.round(performance.now() - startedMs);
  await settle(ctx, patienceMs, () =>
    failure
      ? recordFailure(ctx, kind, claim, { ...failure, lastDurationMs })
      : recordSuccess(ctx, kind, claim, lastDurationMs),
  );
}

async function attempt(ctx: JobContext, kind: AnyJobKind, claim: Claim): Promise<{ error: unknown } | null> {
  try {
    if (claim.maxAttempts !== null && claim.attempts > claim.maxAttempts)
      throw new HopelessJobError('The process that ran it ended in the middle of its last attempt.');
    await kind.execute(ctx, claim.payload);
    return null;
  } catch (error) {
    return { error };
  }
}

async function recordSuccess(
  { db, now }: JobContext,
  { everySeconds, keepDoneDays }: AnyJobKind,
  claim: Claim,
  lastDurationMs: number,
): Promise<void> {
  const doneAt = now();
  if (everySeconds === null && keepDoneDays === 0) return deleteClaimed(db, claim);
  const dueAt = everySeconds === null ? null : computeNextTurn(doneAt, everySeconds);
  await updateClaimed(db, claim, { doneAt, dueAt, lastDurationMs });
}

async function recordFailure(
  { db, now, logger }: JobContext,
  kind: AnyJobKind,
  claim: Claim,
  { error, lastDurationMs }: { error: unknown; lastDurationMs: number },
): Promise<void> {
  const { id: jobId, attempts, maxAttempts } = claim;
  const isDead = error instanceof HopelessJobError || (maxAttempts !== null && attempts >= maxAttempts);
  const at = now();
  const lastError = (error instanceof Error ? error.message : String(error)).slice(0, longestError);
  const dueAt = isDead ? null : computeRetryAt(at, attempts, kind);
  await updateClaimed(db, claim, { lastError, dueAt, deadAt: isDead ? at : null, lastDurationMs });
  const fields = { error, jobId, kind: kind.name, attempts, dueAt };
  if (isDead) logger.error(fields, 'A job failed for good; an admin can retry it');
  else logger.warn(fields, 'A job failed and will be tried again');
}

/** Repeats `write` through short outages. After a long one the lease has passed, and the job runs again. */
async function settle(ctx: JobContext, patienceMs: number, write: () => Promise<void>): Promise<void> {
  const { jobId, logger, signal } = ctx;
  const deadlineMs = performance.now() + patienceMs;
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (performance.now() > deadlineMs || signal.aborted)
        return logger.warn({ error, jobId }, 'The end of a job could not be recorded; it runs again');
      await delay(settleEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
