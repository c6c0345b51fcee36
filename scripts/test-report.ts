import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * What came of the tests of one runner; `failures` has a line for each that failed, as far as the runner named them,
 * `flaky` one for each that passed at the second try only.
 */
export type TestCounts = {
  passed: number;
  failed: number;
  skipped: number;
  failures: string[];
  flaky: string[];
};

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
    flaky: [],
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
  specs: { title: string; file: string; line: number; tests: PlaywrightTest[] }[];
  suites?: PlaywrightSuite[];
};
type PlaywrightTest = { status: string; results: { errors?: { message?: string }[] }[] };

/** Reads the file of Playwright's JSON reporter. */
export function readPlaywright(path: string): TestCounts {
  return readCounts(path, ({ stats, suites }: PlaywrightReport) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    failures: suites.flatMap((suite) => namesOf(suite, 'unexpected')),
    flaky: suites.flatMap((suite) => namesOf(suite, 'flaky')),
  }));
}

/** The tests of one status, each with what its first try complained of. */
function namesOf({ specs, suites = [] }: PlaywrightSuite, status: string): string[] {
  const own = specs.flatMap(({ title, file, line, tests }) =>
    tests
      .filter((test) => test.status === status)
      .map(({ results }) => `${file}:${line}: ${title}${complaintOf(results[0]?.errors?.[0]?.message)}`),
  );
  return [...own, ...suites.flatMap((suite) => namesOf(suite, status))];
}

const LONGEST_COMPLAINT = 600;

function complaintOf(message: string | undefined): string {
  if (!message) return '';
  return ` | ${stripVTControlCharacters(message).replaceAll(/\s+/g, ' ').slice(0, LONGEST_COMPLAINT)}`;
}

/** Nothing counted when the runner ended without a report. */
function readCounts<Report>(path: string, countsOf: (report: Report) => TestCounts): TestCounts {
  try {
    return countsOf(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { passed: 0, failed: 0, skipped: 0, failures: [], flaky: [] };
  }
}
