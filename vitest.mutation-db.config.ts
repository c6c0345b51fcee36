import { defineConfig } from 'vitest/config';

const credits = 'packages/api/src/credits';
const verbs =
  'adjust-balance,bad-references,bad-times,expiring-grants,grant-credits,holds,overdraft,overflow,refund-spend,refusals,spend-caps';

/** What Stryker runs against each mutant of a verb: the tests that call the verbs, on PostgreSQL. */
export default defineConfig({
  test: {
    include: [`${credits}/{${verbs}}.db.test.ts`],
    globalSetup: ['./packages/testing/src/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    isolate: false,
  },
});
