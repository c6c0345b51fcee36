import { defineConfig } from 'vitest/config';

const sources = ['packages/**/src', 'apps/**/src', 'faults/src', 'bench/src', 'docs/snippets', 'scripts'];
const onDatabase = sources.flatMap((path) => [`${path}/**/*.db.test.ts`, `${path}/**/*.http.test.ts`]);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
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
