import { databaseUrl } from '../env.ts';
import { MigrationError, migrateDatabase } from '../migrations/index.ts';

if (!databaseUrl) {
  console.error('Set DATABASE_URL to the database to migrate; without one, `pnpm start` migrates its own.');
  process.exit(1);
}

try {
  const { applied } = await migrateDatabase({
    connectionString: databaseUrl,
    onProgress: (name) => console.log(`Applied ${name}`),
  });
  if (applied.length === 0) console.log('The database is up to date.');
} catch (error) {
  if (!(error instanceof MigrationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
