import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const credits = 'packages/api/src/credits';
/** Nothing to win by them: they wait for clocks, play hundreds of cases of one schema, or race what others have told. */
const slow =
  'balance-feed,races,interleaving,spend-plan,regressions,coalescing,bad-amounts,bad-details,numbering,lone-spend-statement';

/** A mutant is dead at the first failure, so what needs no database comes first. */
class CheapestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isOnDatabase = ({ moduleId }: TestSpecification) => Number(moduleId.endsWith('.db.test.ts'));
    return files.toSorted((a, b) => isOnDatabase(a) - isOnDatabase(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

/** What Stryker runs against each mutant that no test without a database reaches. */
export default defineConfig({
  test: {
    include: [`${credits}/**/*.test.ts`],
    exclude: [
      '**/node_modules/**',
      '**/append-only.test.ts',
      `${credits}/model-tests/{sequential,concurrent}.db.test.ts`,
      `${credits}/{${slow}}.db.test.ts`,
    ],
    env: { PROPERTY_RUNS: '100' },
    globalSetup: ['./packages/testing/src/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    isolate: false,
    sequence: { sequencer: CheapestFirst },
  },
});
