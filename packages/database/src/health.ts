import type { Database } from './client.ts';
import { describeDatabaseFailure } from './failure-sentence.ts';

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
    return { status: 'unhealthy', error: describeDatabaseFailure(error), timestamp: now };
  } finally {
    clearTimeout(timer);
  }
}
