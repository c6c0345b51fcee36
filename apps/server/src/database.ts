import { join } from 'node:path';
import { closeDatabase, createDatabase, type Database } from '@scrip/database';
import { startEmbeddedPostgres } from '@scrip/database/embedded';
import { MigrationError, migrateDatabase } from '@scrip/database/migrations';
import type { Logger } from 'pino';
import type { Environment } from './env.ts';
import { wasFirstRunInterrupted } from './first-run.ts';
import { StartFailure } from './start-failure.ts';

type OpenOptions = { env: Environment; logger: Logger; onProgress: (message: string) => void };

/** The database, migrated; what it needs to run is left to `started`, which closes it. */
export async function openDatabase(
  { env, logger, onProgress }: OpenOptions,
  started: AsyncDisposableStack,
): Promise<Database> {
  const connectionString = env.databaseUrl ?? (await startEmbedded({ env, logger, onProgress }, started));
  await migrate(connectionString, env, onProgress);
  const db = createDatabase({
    connectionString,
    slowQueryMs: env.slowQueryMs,
    onSlowQuery: ({ sql, durationMs }) =>
      logger.warn({ sql, durationMs: Math.round(durationMs) }, 'A query was slow'),
  });
  started.defer(() => closeDatabase(db));
  return db;
}

async function startEmbedded(
  { env, logger, onProgress }: OpenOptions,
  started: AsyncDisposableStack,
): Promise<string> {
  const postgres = await startEmbeddedPostgres({
    directory: join(env.dataDir, 'postgres'),
    onProgress,
    onRestart: () => logger.warn('PostgreSQL had stopped by itself; starting it again'),
  });
  started.defer(() => postgres.stop());
  if (wasFirstRunInterrupted(env.dataDir)) await postgres.emptyDatabase();
  return postgres.connectionString;
}

async function migrate(
  connectionString: string,
  { databaseUrl }: Environment,
  onProgress: OpenOptions['onProgress'],
): Promise<void> {
  try {
    await migrateDatabase({
      connectionString,
      onProgress: (name) => onProgress(`Applied migration ${name}`),
    });
  } catch (error) {
    if (!databaseUrl || !(error instanceof MigrationError)) throw error;
    throw new StartFailure(`The database of DATABASE_URL cannot be used: ${error.message}`, { cause: error });
  }
}
