import type { z } from 'zod';
import type { ServiceContext } from '../context.ts';
import { newId } from '../credits/receipt.ts';
import { parseInput } from '../validation.ts';
import type { JobKind } from './job-kind.ts';
import { deleteDeadJobsWithKeys, insertJobOnce, insertJobs } from './repository.ts';

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
  return key !== undefined && (await deleteDeadJobsWithKeys(ctx.db, [key])) > 0 && insertJobOnce(ctx.db, job);
}

/**
 * Writes a job for each payload, by one statement. With `keyOf` a payload whose key another job has gets none; a dead
 * one makes room.
 */
export async function enqueueAll<Schema extends z.ZodType>(
  ctx: Pick<ServiceContext, 'db' | 'now'>,
  kind: Pick<JobKind<Schema>, 'name' | 'payload' | 'maxAttempts'>,
  payloads: z.input<Schema>[],
  { runAt, keyOf }: Pick<EnqueueOptions, 'runAt'> & { keyOf?: (payload: z.input<Schema>) => string } = {},
): Promise<void> {
  const at = ctx.now();
  const keys = payloads.map((payload) => keyOf?.(payload) ?? null);
  if (keyOf) await deleteDeadJobsWithKeys(ctx.db, keys);
  await insertJobs(ctx.db, {
    kind: kind.name,
    keys,
    ids: payloads.map(() => newId(at)),
    payloads: payloads.map((payload) => parseInput(kind.payload, payload)),
    maxAttempts: kind.maxAttempts,
    dueAt: runAt ?? at,
    createdAt: at,
  });
}
