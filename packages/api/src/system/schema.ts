import { z } from 'zod';

const Health = z.discriminatedUnion('status', [
  z.object({ status: z.literal('healthy'), timestamp: z.date(), latencyMs: z.number() }),
  z.object({ status: z.literal('unhealthy'), timestamp: z.date(), error: z.string() }),
]);

export const DatabaseState = z.object({
  /** As PostgreSQL tells it: 18.4. */
  version: z.string(),
  startedAt: z.date(),
  sizeBytes: z.int(),
  /** Of all processes to this database, as PostgreSQL counts them. */
  connections: z.object({
    active: z.int(),
    idle: z.int(),
    /** Holding a transaction open without doing anything. */
    idleInTransaction: z.int(),
    /** Waiting for a lock that another one holds. */
    waiting: z.int(),
    /** What the server allows, over all databases. */
    most: z.int(),
  }),
  /** The age of the oldest open transaction; null: there is none. */
  oldestTransactionSeconds: z.number().nullable(),
  /** Share of the pages that were in memory when they were asked for; null: none was asked for. */
  cacheHitShare: z.number().nullable(),
  deadlocks: z.int(),
});
export type DatabaseState = z.infer<typeof DatabaseState>;

export const SystemState = z.object({
  health: Health,
  /** Null while the database does not answer. */
  database: DatabaseState.nullable(),
  /** Applied ones, newest first. */
  migrations: z.array(z.object({ name: z.string(), appliedAt: z.date().nullable() })),
  /** Of the process that answers, since it started, newest first, without parameters. */
  slowQueries: z.array(z.object({ sql: z.string(), durationMs: z.number(), at: z.date() })),
  versions: z.object({ scrip: z.string().nullable(), node: z.string() }),
  /** When the process that answers was started. */
  processStartedAt: z.date(),
});
export type SystemState = z.infer<typeof SystemState>;
