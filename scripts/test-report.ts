import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** What came of the tests of one runner; `failures` has a line for each that failed, as far as the runner named them. */
export type TestCounts = { passed: number; failed: number; skipped: number; failures: string[] };

type VitestReport = Record<
  'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests',
  number
> & { testResults: VitestFile[] };
type VitestFile = {
  name: string;
  status: string;
  assertionResults: { fullName: string; status: string }[];
};

/** Reads the file of Vitest's JSON reporter. */
export function readVitest(path: string, root: string): TestCounts {
  return readCounts(path, (report: VitestReport) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: report.testResults
      .filter(({ status }) => status === 'failed')
      .flatMap((file) => failuresOfFile(file, relative(root, file.name))),
  }));
}

/** A file that failed before its tests ran, or after, has none to name. */
function failuresOfFile({ assertionResults }: VitestFile, path: string): string[] {
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  return failed.length > 0 ? failed.map(({ fullName }) => `${path}: ${fullName}`) : [path];
}

type PlaywrightReport = {
  stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>;
  suites: PlaywrightSuite[];
};
type PlaywrightSuite = {
  specs: { title: string; ok: boolean; file: string; line: number }[];
  suites?: PlaywrightSuite[];
};

/** Reads the file of Playwright's JSON reporter. A test that passed at a second try has failed. */
export function readPlaywright(path: string): TestCounts {
  return readCounts(path, ({ stats, suites }: PlaywrightReport) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: suites.flatMap(failuresOfSuite),
  }));
}

function failuresOfSuite({ specs, suites = [] }: PlaywrightSuite): string[] {
  const own = specs.filter(({ ok }) => !ok).map(({ title, file, line }) => `${file}:${line}: ${title}`);
  return [...own, ...suites.flatMap(failuresOfSuite)];
}

/** Nothing counted when the runner ended without a report. */
function readCounts<Report>(path: string, countsOf: (report: Report) => TestCounts): TestCounts {
  try {
    return countsOf(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { passed: 0, failed: 0, skipped: 0, failures: [] };
  }
}
