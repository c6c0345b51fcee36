import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../embedded/index.ts';
import { diffMigrationsToSchema } from '../migrations/drift.ts';
import { migrationsDirectory } from '../migrations/migration-files.ts';

const name = process.argv[2]?.toLowerCase().replace(/[^a-z0-9]+/g, '_');
if (!name) {
  console.error('Say what the migration does: pnpm db:migration add_user_preferences');
  process.exit(1);
}

const sql = await diffOnThrowawayServer();
if (sql === null) {
  console.log('The migrations already lead to schema.prisma: nothing to write.');
} else {
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const directory = join(migrationsDirectory, `${time}_${name}`);
  await mkdir(directory);
  await writeFile(join(directory, 'migration.sql'), sql);
  console.log(`Wrote ${join(directory, 'migration.sql')}.`);
  console.log('Read it, say above each index which query it serves, and add the CHECKs that it needs.');
}

async function diffOnThrowawayServer(): Promise<string | null> {
  const directory = await mkdtemp(join(tmpdir(), 'scrip-migration-'));
  const server = await startEmbeddedPostgres({ directory, settings: { fsync: 'off' } });
  try {
    return await diffMigrationsToSchema(server.connectionString);
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
