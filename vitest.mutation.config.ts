import { defineConfig } from 'vitest/config';

/** What Stryker runs against each mutant: the tests that need no database, with fewer random sequences. */
export default defineConfig({
  test: {
    include: ['packages/api/src/credits/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.db.test.ts', '**/append-only.test.ts'],
    env: { PROPERTY_RUNS: '100' },
  },
});
