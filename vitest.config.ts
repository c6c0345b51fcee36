import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const sources = ['packages/**/src', 'apps/**/src', 'faults/src', 'bench/src', 'docs/snippets', 'scripts'];
const onDatabase = sources.flatMap((path) => [`${path}/**/*.db.test.ts`, `${path}/**/*.http.test.ts`]);

export default defineConfig({
  test: {
    // Two also where Vitest itself would take one: a test that waits for PostgreSQL leaves its core to the other.
    maxWorkers: Math.min(8, Math.max(2, availableParallelism() - 1)),
    // Each file in a world of its own would load the API and the database client anew, which takes as long as most files
    // run. What a file needs it makes itself; nothing of ours is kept in modules.
    isolate: false,
    projects: [
      {
        test: {
          name: 'unit',
          testTimeout: 20_000,
          include: sources.map((path) => `${path}/**/*.test.{ts,tsx}`),
          exclude: ['**/node_modules/**', ...onDatabase],
        },
      },
      {
        test: {
          name: 'db',
          include: onDatabase,
          globalSetup: ['./packages/testing/src/global-setup.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
