import { withTransaction } from '@scrip/database';
import { z } from 'zod';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { invalidInput, notFound } from '../errors.ts';
import { cutPage, decodeCursor } from '../pagination.ts';
import { parseInput } from '../validation.ts';
import {
  countJobs,
  deleteDeadJob,
  findJob,
  findOldestDue,
  hasDueJob,
  type JobRow,
  listJobs,
  listRecurringJobs,
  makeDue,
  makeDueByKey,
} from './repository.ts';
import {
  type JobListItem,
  type JobPage,
  JobRef,
  type JobState,
  type JobsState,
  type ListJobsInput,
} from './schema.ts';

/** How the queue is doing. @throws FORBIDDEN to non-admins. */
export async function getJobsState(ctx: ServiceContext): Promise<JobsState> {
  requireAdmin(ctx);
  const count = (state: JobState) => countJobs(ctx.db, state);
  const [waiting, running, failing, dead, oldestDueAt, recurring] = await Promise.all([
    count('waiting'),
    count('running'),
    count('failing'),
    count('dead'),
    findOldestDue(ctx.db),
    listRecurringJobs(ctx.db),
  ]);
  const lateMs = oldestDueAt ? ctx.now().getTime() - oldestDueAt.getTime() : 0;
  return {
    counts: { waiting, running, failing, dead },
    lateSeconds: Math.max(0, Math.floor(lateMs / 1000)),
    recurring: recurring.map(({ runnerId, dueAt, attempts, everySeconds, ...job }) => ({
      ...job,
      everySeconds: everySeconds ?? 0,
      isRunning: runnerId !== null,
      failures: runnerId === null ? attempts : attempts - 1,
      nextRunAt: runnerId === null ? dueAt : null,
    })),
  };
}

/** True from when a job with this key is written until it is done or dead. */
export function isJobPending({ db }: Pick<ServiceContext, 'db'>, key: string): Promise<boolean> {
  return hasDueJob(db, key);
}

/** Has a job that waits for a later attempt run at once. */
export function hurryJob({ db, now }: Pick<ServiceContext, 'db' | 'now'>, key: string): Promise<void> {
  return makeDueByKey(db, key, now());
}

const JobCursor = z.tuple([z.iso.datetime(), z.string()]);

/** One page of jobs, newest first, without recurring ones. @throws FORBIDDEN to non-admins. */
export async function searchJobs(ctx: ServiceContext, input: ListJobsInput): Promise<JobPage> {
  requireAdmin(ctx);
  const cursor = input.cursor ? decodeCursor(JobCursor, input.cursor) : null;
  const after = cursor && { createdAt: new Date(cursor[0]), id: cursor[1] };
  const rows = await listJobs(ctx.db, { states: input.states ?? [], after, take: input.limit + 1 });
  return cutPage(rows.map(toListItem), input.limit, (job) => [job.createdAt.toISOString(), job.id]);
}

/** @throws NOT_FOUND, FORBIDDEN to non-admins. */
export async function getJob(ctx: ServiceContext, { id }: JobRef): Promise<JobListItem> {
  requireAdmin(ctx);
  const job = await findJob(ctx.db, id);
  if (!job) throw notFound('job');
  return toListItem(job);
}

function toListItem({ runnerId, payload, ...job }: JobRow): JobListItem {
  return { ...job, payload: z.json().parse(payload), state: stateOf({ ...job, runnerId }) };
}

function stateOf(job: Pick<JobRow, 'runnerId' | 'deadAt' | 'dueAt' | 'attempts'>): JobState {
  if (job.runnerId !== null) return 'running';
  if (job.deadAt) return 'dead';
  if (!job.dueAt) return 'done';
  return job.attempts > 0 ? 'failing' : 'waiting';
}

/**
 * Makes a job due now, with all its attempts before it: a dead or failing one, or a recurring one before its turn.
 * Audited.
 *
 * @throws NOT_FOUND, INVALID_INPUT (it runs at the moment, or is done), FORBIDDEN to non-admins.
 */
export async function retryJob(ctx: ServiceContext, input: JobRef): Promise<void> {
  await changeJob(ctx, input, {
    action: 'jobs.retry',
    change: (tx, id) => makeDue(tx, id, ctx.now()),
    refusal: 'This job is running or done already.',
  });
}

/** Deletes a dead job, and frees its key. Audited. @throws NOT_FOUND, INVALID_INPUT (not dead), FORBIDDEN to non-admins. */
export async function deleteJob(ctx: ServiceContext, input: JobRef): Promise<void> {
  await changeJob(ctx, input, {
    action: 'jobs.delete',
    change: deleteDeadJob,
    refusal: 'Only a dead job can be deleted.',
  });
}

async function changeJob(
  ctx: ServiceContext,
  input: JobRef,
  how: {
    action: string;
    change: (tx: ServiceContext['db'], id: string) => Promise<boolean>;
    refusal: string;
  },
): Promise<void> {
  requireAdmin(ctx);
  const { id } = parseInput(JobRef, input);
  await withTransaction(ctx.db, async (tx) => {
    const job = await findJob(tx, id);
    if (!job) throw notFound('job');
    if (!(await how.change(tx, id))) throw invalidInput('id', how.refusal);
    const { kind, attempts, lastError } = job;
    const before = { kind, state: stateOf(job), attempts, lastError };
    await recordAudit({ ...ctx, db: tx }, { action: how.action, targetType: 'job', targetId: id, before });
  });
}
