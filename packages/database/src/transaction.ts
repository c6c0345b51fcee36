import type { Database } from './client.ts';
import type { Prisma } from './generated/client.ts';

/** What repositories take: the database itself, or a transaction on it. */
export type Db = Database | Prisma.TransactionClient;

export type TransactionOptions = {
  isolationLevel?: Prisma.TransactionIsolationLevel;
  /** How long to wait for a connection, in milliseconds. */
  maxWait?: number;
  /** How long the transaction may take before it is rolled back, in milliseconds. */
  timeout?: number;
};

/**
 * Runs `fn` in one transaction: all of it is committed when the promise resolves, none of it when it rejects.
 * Given a transaction, joins it: the outer one decides about commit, and `options` do not apply.
 */
export async function withTransaction<T>(
  db: Db,
  fn: (tx: Prisma.TransactionClient) => Promise<T>,
  options?: TransactionOptions,
): Promise<T> {
  return isDatabase(db) ? db.$transaction(fn, options) : fn(db);
}

/**
 * Like `withTransaction`, but given a transaction, a rejection undoes only what `fn` did: the outer one stays usable.
 */
export async function withSavepoint<T>(db: Db, fn: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T> {
  return db.$transaction(fn);
}

// Only the client itself can connect; a transaction has `$transaction` too (savepoints), so that tells nothing.
export function isDatabase(db: Db): db is Database {
  return '$connect' in db;
}
