import type { Database } from './client.ts';
import { isConnectionError, sqlStateOf } from './errors.ts';

export type DatabaseHealth =
  | { status: 'healthy'; timestamp: Date; latencyMs: number }
  | { status: 'unhealthy'; error: string; timestamp: Date };

const patienceMs = 5_000;

/** Never throws, answers within five seconds, and names neither host, user nor password. */
export async function checkDatabaseHealth(db: Database, now: Date): Promise<DatabaseHealth> {
  const startedMs = performance.now();
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('Connection terminated: no answer in time')), patienceMs);
  try {
    await Promise.race([db.$queryRaw`SELECT 1`, tooLate]);
    return { status: 'healthy', timestamp: now, latencyMs: performance.now() - startedMs };
  } catch (error) {
    return { status: 'unhealthy', error: describe(error), timestamp: now };
  } finally {
    clearTimeout(timer);
  }
}

function describe(error: unknown): string {
  const sqlState = sqlStateOf(error);
  if (sqlState === '3D000') return 'The database does not exist.';
  if (sqlState === '28P01' || sqlState === '28000') return 'The database refused the user or the password.';
  if (sqlState === '53300') return 'The database has no free connection.';
  if (isConnectionError(error)) return 'The database cannot be reached.';
  return sqlState ? `The database answered with an error (${sqlState}).` : 'The database check failed.';
}
