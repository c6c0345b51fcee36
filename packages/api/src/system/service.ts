import { checkDatabaseHealth, isDatabase, listSlowQueries } from '@scrip/database';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { listMigrations, readDatabaseState } from './repository.ts';
import type { SystemState } from './schema.ts';

const processStartedAt = new Date(Date.now() - performance.now());

/**
 * How the database and this process are doing. Tells neither host, user nor password, and no parameter of a statement.
 * Answers within some seconds also when the database does not.
 *
 * @throws FORBIDDEN to non-admins.
 */
export async function getSystemState(ctx: ServiceContext): Promise<SystemState> {
  requireAdmin(ctx);
  const { db } = ctx;
  if (!isDatabase(db)) throw new Error('The state of the system is read outside of transactions.');
  const health = await checkDatabaseHealth(db, ctx.now());
  const isHealthy = health.status === 'healthy';
  const [database, migrations] = await Promise.all([
    isHealthy ? readDatabaseState(db) : null,
    isHealthy ? listMigrations(db) : [],
  ]);
  return {
    health,
    database,
    migrations,
    slowQueries: listSlowQueries(db),
    versions: { scrip: ctx.version ?? null, node: process.versions.node },
    processStartedAt,
  };
}
