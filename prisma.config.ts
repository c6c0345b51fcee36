import { defineConfig } from 'prisma/config';

// The CLI downloads a native schema engine even for commands that never run it. Naming any executable stops that;
// `migrate` and `db` keep the real one, for machines whose network allows the download.
const engineless = ['generate', 'validate', 'format'];
if (engineless.some((command) => process.argv.includes(command))) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
}

const url = process.env.DATABASE_URL;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations', seed: 'node prisma/seed.ts' },
  ...(url ? { datasource: { url } } : {}),
});
