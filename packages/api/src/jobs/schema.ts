import { z } from 'zod';
import { PageDirection, PageLimit } from '../pagination.ts';

/** failing: tried before, and waiting for another attempt. dead: no attempt is left. */
const jobStates = ['waiting', 'running', 'failing', 'dead', 'done'] as const;
export const JobState = z.enum(jobStates);
export type JobState = z.infer<typeof JobState>;

const RecurringJob = z.object({
  id: z.string(),
  kind: z.string(),
  everySeconds: z.int(),
  isRunning: z.boolean(),
  /** Failures since it last succeeded. */
  failures: z.int(),
  lastError: z.string().nullable(),
  lastDurationMs: z.int().nullable(),
  doneAt: z.date().nullable(),
  /** Null while it runs. */
  nextRunAt: z.date().nullable(),
});

export const JobsState = z.object({
  /** Without recurring jobs. */
  counts: z.object({ waiting: z.int(), running: z.int(), failing: z.int(), dead: z.int() }),
  /** How long the oldest due job, recurring ones included, has been waiting for a process to take it. */
  lateSeconds: z.int(),
  recurring: z.array(RecurringJob),
});
export type JobsState = z.infer<typeof JobsState>;

export const ListJobsInput = z.strictObject({
  states: z.array(JobState).optional(),
  cursor: z.string().max(300).nullish(),
  limit: PageLimit,
  direction: PageDirection,
});
export type ListJobsInput = z.infer<typeof ListJobsInput>;

export const JobListItem = z.object({
  id: z.string(),
  kind: z.string(),
  state: JobState,
  key: z.string().nullable(),
  payload: z.json(),
  attempts: z.int(),
  maxAttempts: z.int().nullable(),
  /** When it may next be taken. */
  dueAt: z.date().nullable(),
  startedAt: z.date().nullable(),
  lastError: z.string().nullable(),
  lastDurationMs: z.int().nullable(),
  doneAt: z.date().nullable(),
  deadAt: z.date().nullable(),
  createdAt: z.date(),
});
export type JobListItem = z.infer<typeof JobListItem>;

export const JobPage = z.object({ items: z.array(JobListItem), nextCursor: z.string().nullable() });
export type JobPage = z.infer<typeof JobPage>;

export const JobRef = z.strictObject({ id: z.string().min(1).max(100) });
export type JobRef = z.infer<typeof JobRef>;
