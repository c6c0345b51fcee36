import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const api = 'packages/api/src';
/** `scripts/mutate-credits.ts` names the test files that are about what it mutates. */
const tests = process.env.MUTATION_TESTS ?? 'verbs,verbs-refuse';

/**
 * A mutant is dead at the first failure, so what needs no database comes first, and the long tables of bad input
 * (`bad-*`) come last.
 */
class CheapestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isOnDatabase = ({ moduleId }: TestSpecification) => Number(moduleId.endsWith('.db.test.ts'));
    return files.toSorted((a, b) => isOnDatabase(a) - isOnDatabase(b) || (a.moduleId > b.moduleId ? -1 : 1));
  }
}

/** What Stryker runs against each mutant of what needs a database. */
export default defineConfig({
  test: {
    include: [`${api}/{credits/,}{${tests},}.test.ts`],
    globalSetup: ['./packages/testing/src/global-setup.ts'],
    testTimeout: 10_000,
    hookTimeout: 30_000,
    isolate: false,
    sequence: { sequencer: CheapestFirst },
  },
});
