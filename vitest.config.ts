import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const sources = ['packages/**/src', 'apps/**/src', 'faults/src', 'bench/src', 'docs/snippets', 'scripts'];
const onDatabase = sources.flatMap((path) => [`${path}/**/*.db.test.ts`, `${path}/**/*.http.test.ts`]);

// What a test waits for comes later on a busy machine; Vitest itself would give up after one second.
const waiting = { poll: { timeout: 30_000 } };

export default defineConfig({
  test: {
    // Three also where Vitest itself would take one: a test that waits for PostgreSQL leaves its core to the others.
    maxWorkers: Math.min(8, Math.max(3, availableParallelism() - 1)),
    // Each file in a world of its own would load the API and the database client anew, which takes as long as most files
    // run. What a file needs it makes itself; nothing of ours is kept in modules.
    isolate: false,
    projects: [
      {
        test: {
          name: 'unit',
          testTimeout: 60_000,
          expect: waiting,
          include: sources.map((path) => `${path}/**/*.test.{ts,tsx}`),
          exclude: ['**/node_modules/**', ...onDatabase],
        },
      },
      {
        test: {
          name: 'db',
          include: onDatabase,
          globalSetup: ['./packages/testing/src/global-setup.ts'],
          testTimeout: 60_000,
          expect: waiting,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
