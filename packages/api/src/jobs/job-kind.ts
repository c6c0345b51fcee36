import type { Database } from '@scrip/database';
import { z } from 'zod';
import type { ServiceContext } from '../context.ts';
import type { Mailer } from '../mail/mailer.ts';

/** What a job gets to work with: the system's context, and what only jobs may use. */
export type JobContext = ServiceContext & {
  db: Database;
  mailer: Mailer;
  /** The same for every attempt at this job. */
  jobId: string;
  /** Aborts when the process cannot wait for the job any longer. */
  signal: AbortSignal;
};

/** What the runner needs to know of a kind of job, whatever its payload is. */
export type AnyJobKind = {
  name: string;
  /** Null: tried for ever. */
  maxAttempts: number | null;
  everySeconds: number | null;
  /** Parses the payload and runs the job. */
  execute(ctx: JobContext, payload: unknown): Promise<void>;
  keepDoneDays: number;
};

export type JobKind<Schema extends z.ZodType> = AnyJobKind & { payload: Schema };

type JobDefinition<Schema extends z.ZodType> = {
  /** noun.verb; stored with each job, so it outlives the code that it was written by. */
  name: string;
  payload: Schema;
  run(ctx: JobContext, payload: z.output<Schema>): Promise<void>;
  /** After so many failures a job is dead until an admin retries it; 10 unless told, over about an hour and a half. */
  maxAttempts?: number;
  /** For so long a finished job is kept, and with it its key; deleted at once unless told. */
  keepDoneDays?: number;
};

/**
 * A kind of job. It runs at least once: when a process dies or is cut off from the database in the middle, another one
 * runs the job again, so what it does has to bear repetition.
 */
export function defineJob<Schema extends z.ZodType>(definition: JobDefinition<Schema>): JobKind<Schema> {
  const { name, payload, run, maxAttempts = 10, keepDoneDays = 0 } = definition;
  const execute = async (ctx: JobContext, json: unknown) => run(ctx, payload.parse(json));
  return { name, payload, maxAttempts, keepDoneDays, everySeconds: null, execute };
}

const NoPayload = z.strictObject({});

/**
 * A job that every process plans and one at a time runs, at the multiples of `everySeconds` since 1970, so that 86400 is
 * midnight UTC. A turn that comes while it still runs is left out. When it fails it is tried again, for ever.
 */
export function defineRecurringJob(definition: {
  name: string;
  everySeconds: number;
  run(ctx: JobContext): Promise<void>;
}): JobKind<typeof NoPayload> {
  const { name, everySeconds, run } = definition;
  return { name, payload: NoPayload, maxAttempts: null, keepDoneDays: 0, everySeconds, execute: run };
}

/** Thrown by a job that no further attempt can help. */
export class HopelessJobError extends Error {
  override readonly name = 'HopelessJobError';
}
