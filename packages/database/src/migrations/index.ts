import { sqlStateOf } from '../errors.ts';
import { describeDatabaseFailure } from '../failure-sentence.ts';
import { openSchemaEngine, type SchemaEngine } from './engine.ts';
import { type EngineConnection, openEngineConnection } from './engine-connection.ts';
import { migrationsDirectory, readMigrations } from './migration-files.ts';

export type MigrateOptions = {
  connectionString: string;
  /** Called with the name of each migration once it is applied. */
  onProgress?: (name: string) => void;
  /** Where the migrations are; those of this repository unless told. */
  directory?: string;
};

/** Its message is one sentence for whoever started the process. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/**
 * Brings the database up to date and records it as `prisma migrate deploy` does. Any number of processes may call this
 * at once; one applies, the others wait. Each migration is one transaction with its record: it happens entirely or,
 * after an error or a crash, not at all. Throws MigrationError.
 */
export async function migrateDatabase(options: MigrateOptions): Promise<{ applied: string[] }> {
  const { connectionString } = options;
  if (!URL.canParse(connectionString)) throw new MigrationError('The database address is not a valid URL.');
  try {
    const connection = await openEngineConnection(connectionString);
    try {
      await lock(connection);
      return { applied: await applyPending(connection, options) };
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (error instanceof MigrationError) throw error;
    throw new MigrationError(describeDatabaseFailure(error), { cause: error });
  }
}

const oldestServer = 15;

// The key under which Prisma's own engine locks, so its command line waits for us and we for it. The lock belongs to
// the connection, so it goes with it.
async function lock({ client }: EngineConnection): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
  const major = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (major < oldestServer) {
    throw new MigrationError(
      `Scrip needs PostgreSQL ${oldestServer} or later; this server is version ${major}.`,
    );
  }
  await client.query("SET lock_timeout = '120s'");
  try {
    await client.query('SELECT pg_advisory_lock(72707369)');
  } catch (error) {
    if (sqlStateOf(error) !== '55P03') throw error;
    throw new MigrationError(
      'Another process has been migrating this database for two minutes; try again later.',
    );
  }
  await client.query('RESET lock_timeout');
}

const filters = { externalTables: [], externalEnums: [] };

async function applyPending(connection: EngineConnection, options: MigrateOptions): Promise<string[]> {
  const all = await readMigrations(options.directory ?? migrationsDirectory);
  const engine = await openSchemaEngine(connection, options.connectionString);
  const { client } = connection;
  const applied: string[] = [];
  for (const name of await listPending(engine, all)) {
    const upTo = all.migrationDirectories.filter(({ path }) => path <= name);
    await client.query('BEGIN');
    try {
      await engine.commands.applyMigrations({
        migrationsList: { ...all, migrationDirectories: upTo },
        filters,
      });
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw refusal(name, error, engine.scriptError());
    }
    applied.push(name);
    options.onProgress?.(name);
  }
  return applied;
}

async function listPending(
  engine: SchemaEngine,
  migrationsList: Awaited<ReturnType<typeof readMigrations>>,
): Promise<string[]> {
  const found = await engine.commands.diagnoseMigrationHistory({
    migrationsList,
    optInToShadowDatabase: false,
    filters,
  });
  const [edited] = found.editedMigrationNames;
  if (edited) {
    throw new MigrationError(
      `Migration ${edited} was changed after this database applied it; restore its file.`,
    );
  }
  const [failed] = found.failedMigrationNames;
  if (failed) {
    throw new MigrationError(
      `Migration ${failed} failed earlier on this database; repair what it left, then run "prisma migrate resolve".`,
    );
  }
  if (found.history?.diagnostic === 'historiesDiverge') {
    const unknown = found.history.unpersistedMigrationNames.join(', ');
    throw new MigrationError(
      `This database was migrated by another version of the code, which has ${unknown}.`,
    );
  }
  // A database that is ahead is no error: an older process restarts in the middle of a rolling deployment.
  return found.history?.diagnostic === 'databaseIsBehind' ? found.history.unappliedMigrationNames : [];
}

function refusal(name: string, error: unknown, scriptError: unknown): MigrationError {
  if (scriptError instanceof Error) {
    return new MigrationError(`Migration ${name} failed and was undone: ${scriptError.message}.`, {
      cause: error,
    });
  }
  if (String(error).includes('not empty')) {
    return new MigrationError(
      'This database holds tables that are not from Scrip; give Scrip one of its own.',
      {
        cause: error,
      },
    );
  }
  return new MigrationError(`Migration ${name} could not be applied and was undone.`, { cause: error });
}
