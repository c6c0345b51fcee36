import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrepareError, preparePrismaClient, prepareSite } from './prepare.ts';
import { root, runTool } from './run.ts';
import { readPlaywright, readVitest, type TestCounts } from './test-report.ts';
import { verify } from './verify.ts';

type Outcome = TestCounts & { name: string; seconds: number };

const reports = mkdtempSync(join(tmpdir(), 'scrip-reports-'));
const startedMs = performance.now();
const outcomes = [
  await settle('build', prepare),
  await settle('verify', check),
  await settle('unit, database, HTTP', runVitest),
  await settle('browser', runPlaywright),
];
rmSync(reports, { recursive: true });
report(outcomes);

/** Whatever happens to one part, the others run and the last line is printed. */
async function settle(name: string, run: () => Promise<TestCounts>): Promise<Outcome> {
  const startedMs = performance.now();
  let counts: TestCounts;
  try {
    counts = await run();
  } catch (error) {
    console.error(error instanceof PrepareError ? error.message : error);
    counts = { passed: 0, failed: 1, skipped: 0, failures: [], flaky: [] };
  }
  return { name, ...counts, seconds: (performance.now() - startedMs) / 1000 };
}

/** Building is counted like a test, so that a build that fails cannot go unnoticed. */
async function prepare(): Promise<TestCounts> {
  await preparePrismaClient();
  await prepareSite();
  return { passed: 1, failed: 0, skipped: 0, failures: [], flaky: [] };
}

async function check(): Promise<TestCounts> {
  const results = await verify();
  const failures = results.filter(({ exitCode }) => exitCode !== 0).map(({ name }) => name);
  return {
    passed: results.length - failures.length,
    failed: failures.length,
    skipped: 0,
    failures,
    flaky: [],
  };
}

async function runVitest(): Promise<TestCounts> {
  const file = join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { exitCode } = await runTool('vitest', args, { isShown: true });
  return withCrash(readVitest(file, root), exitCode);
}

async function runPlaywright(): Promise<TestCounts> {
  const file = join(root, 'e2e/results/report.json');
  rmSync(file, { force: true });
  const { exitCode } = await runTool('playwright', ['test'], { directory: 'e2e', isShown: true });
  return withCrash(readPlaywright(file), exitCode);
}

/** A runner that failed, or ran nothing, without naming a failed test has failed as a whole. */
function withCrash(counts: TestCounts, exitCode: number): TestCounts {
  const hasCrashed = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return hasCrashed ? { ...counts, failed: 1 } : counts;
}

/** The names come last: a log that is cut keeps its end. */
function report(all: Outcome[]): void {
  console.log('');
  for (const { name, flaky } of all) {
    for (const test of flaky) console.log(`FLAKY   ${name}, passed at the second try: ${test}`);
  }
  for (const { name, failed, failures } of all) {
    for (const failure of failures) console.log(`FAILED  ${name}: ${failure}`);
    if (failed > 0 && failures.length === 0) console.log(`FAILED  ${name}, which named no test`);
  }
  for (const { name, passed, failed, skipped, seconds } of all) {
    const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} SKIPPED` : ''}`;
    console.log(`${name.padEnd(22)} ${seconds.toFixed(1).padStart(6)} s  ${counts}`);
  }
  const sum = (key: 'passed' | 'failed') => all.reduce((total, outcome) => total + outcome[key], 0);
  console.log(`${'all'.padEnd(22)} ${((performance.now() - startedMs) / 1000).toFixed(1).padStart(6)} s\n`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
}
