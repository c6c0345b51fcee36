import type { z } from 'zod';
import type { ServiceContext } from '../context.ts';
import { newId } from '../credits/receipt.ts';
import { parseInput } from '../validation.ts';
import type { JobKind } from './job-kind.ts';
import { deleteDeadJobWithKey, insertJobOnce, insertJobs } from './repository.ts';

export type EnqueueOptions = {
  /** At most one job has a key at a time, finished ones that are kept included; a dead one makes room. */
  key?: string;
  /** Not before; at once unless told. */
  runAt?: Date;
  maxAttempts?: number;
};

/**
 * Writes a job for later. On a transaction (`{ ...ctx, db: tx }`) it exists exactly if that commits. False: another job
 * has the key, and this one was not written.
 *
 * @throws INVALID_INPUT for a payload that is not of the kind.
 */
export async function enqueue<Schema extends z.ZodType>(
  ctx: Pick<ServiceContext, 'db' | 'now'>,
  kind: Pick<JobKind<Schema>, 'name' | 'payload' | 'maxAttempts'>,
  payload: z.input<Schema>,
  { key, runAt, maxAttempts }: EnqueueOptions = {},
): Promise<boolean> {
  parseInput(kind.payload, payload);
  const createdAt = ctx.now();
  const job = {
    kind: kind.name,
    // Any JSON goes into the column.
    payload: JSON.parse(JSON.stringify(payload)),
    key: key ?? null,
    dueAt: runAt ?? createdAt,
    maxAttempts: maxAttempts ?? kind.maxAttempts,
    createdAt,
  };
  if (await insertJobOnce(ctx.db, job)) return true;
  return key !== undefined && (await deleteDeadJobWithKey(ctx.db, key)) && insertJobOnce(ctx.db, job);
}

/** Writes a job for each payload, without keys. */
export async function enqueueAll<Schema extends z.ZodType>(
  ctx: Pick<ServiceContext, 'db' | 'now'>,
  kind: Pick<JobKind<Schema>, 'name' | 'payload' | 'maxAttempts'>,
  payloads: z.input<Schema>[],
  { runAt }: Pick<EnqueueOptions, 'runAt'> = {},
): Promise<void> {
  const at = ctx.now();
  await insertJobs(ctx.db, {
    kind: kind.name,
    ids: payloads.map(() => newId(at)),
    payloads: payloads.map((payload) => parseInput(kind.payload, payload)),
    maxAttempts: kind.maxAttempts,
    dueAt: runAt ?? at,
    createdAt: at,
  });
}
