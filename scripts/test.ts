import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrepareError, preparePrismaClient, prepareSite } from './prepare.ts';
import { root, runTool } from './run.ts';
import { verify } from './verify.ts';

type Counts = { passed: number; failed: number; skipped: number };
type Outcome = Counts & { name: string; seconds: number };

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
async function settle(name: string, run: () => Promise<Counts>): Promise<Outcome> {
  const startedMs = performance.now();
  let counts: Counts;
  try {
    counts = await run();
  } catch (error) {
    console.error(error instanceof PrepareError ? error.message : error);
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  return { name, ...counts, seconds: (performance.now() - startedMs) / 1000 };
}

/** Building is counted like a test, so that a build that fails cannot go unnoticed. */
async function prepare(): Promise<Counts> {
  await preparePrismaClient();
  await prepareSite();
  return { passed: 1, failed: 0, skipped: 0 };
}

async function check(): Promise<Counts> {
  const results = await verify();
  const failed = results.filter(({ exitCode }) => exitCode !== 0).length;
  return { passed: results.length - failed, failed, skipped: 0 };
}

async function runVitest(): Promise<Counts> {
  const file = join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { exitCode } = await runTool('vitest', args, { isShown: true });
  const counts = readCounts(file, (summary: VitestSummary) => ({
    passed: summary.numPassedTests,
    failed: summary.numFailedTests,
    skipped: summary.numPendingTests + summary.numTodoTests,
  }));
  return withCrash(counts, exitCode);
}

async function runPlaywright(): Promise<Counts> {
  const file = join(root, 'e2e/results/report.json');
  rmSync(file, { force: true });
  const { exitCode } = await runTool('playwright', ['test'], { directory: 'e2e', isShown: true });
  const counts = readCounts(file, ({ stats }: PlaywrightSummary) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }));
  return withCrash(counts, exitCode);
}

type VitestSummary = Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests', number>;
type PlaywrightSummary = { stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number> };

function readCounts<Summary>(file: string, countsOf: (summary: Summary) => Counts): Counts {
  try {
    return countsOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

/** A runner that failed, or ran nothing, without naming a failed test has failed as a whole. */
function withCrash(counts: Counts, exitCode: number): Counts {
  const hasCrashed = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return hasCrashed ? { ...counts, failed: 1 } : counts;
}

function report(all: Outcome[]): void {
  console.log('');
  for (const { name, passed, failed, skipped, seconds } of all) {
    const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} SKIPPED` : ''}`;
    console.log(`${name.padEnd(22)} ${seconds.toFixed(1).padStart(6)} s  ${counts}`);
  }
  const sum = (key: 'passed' | 'failed') => all.reduce((total, outcome) => total + outcome[key], 0);
  console.log(`${'all'.padEnd(22)} ${((performance.now() - startedMs) / 1000).toFixed(1).padStart(6)} s\n`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
}
