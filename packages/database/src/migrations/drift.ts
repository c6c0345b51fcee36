import { openSchemaEngine } from './engine.ts';
import { openEngineConnection } from './engine-connection.ts';
import { migrationsDirectory, readMigrations, readSchema } from './migration-files.ts';

/**
 * The SQL that leads from what the migrations build to schema.prisma; null when they agree. Replays the migrations in a
 * throwaway database beside the given one, which stays as it is. Blind to what the schema language cannot express:
 * CHECKs, partial indexes, storage parameters.
 */
export async function diffMigrationsToSchema(
  connectionString: string,
  directory = migrationsDirectory,
): Promise<string | null> {
  const connection = await openEngineConnection(connectionString);
  try {
    const { commands } = await openSchemaEngine(connection, connectionString);
    const { stdout, exitCode } = await commands.diff({
      from: { tag: 'migrations', ...(await readMigrations(directory)) },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: await readSchema() }] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 0 ? null : stdout;
  } finally {
    await connection.close();
  }
}
