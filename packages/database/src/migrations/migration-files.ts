import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';

const prismaDirectory = fileURLToPath(new URL('../../../../prisma', import.meta.url));
export const migrationsDirectory = join(prismaDirectory, 'migrations');

export async function readSchema(): Promise<string> {
  return readFile(join(prismaDirectory, 'schema.prisma'), 'utf8');
}

/** The migrations of `directory`, oldest first, as the schema engine wants them. */
export async function readMigrations(directory = migrationsDirectory): Promise<MigrationList> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = names.sort().map(async (name) => ({
    path: name,
    migrationFile: {
      path: 'migration.sql',
      content: {
        tag: 'ok' as const,
        value: await readFile(join(directory, name, 'migration.sql'), 'utf8'),
      },
    },
  }));
  return {
    baseDir: directory,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(join(directory, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(migrationDirectories),
  };
}
