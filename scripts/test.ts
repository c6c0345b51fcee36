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
const outcomes = [await prepare(), await check(), await runVitest(), await runPlaywright()];
rmSync(reports, { recursive: true });
report(outcomes);

/** Building is counted like a test, so that a build that fails cannot go unnoticed. */
async function prepare(): Promise<Outcome> {
  const startedMs = performance.now();
  let failed = 0;
  for (const step of [preparePrismaClient, prepareSite]) {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof PrepareError)) throw error;
      console.error(error.message);
      failed += 1;
    }
  }
  return {
    name: 'build',
    passed: 2 - failed,
    failed,
    skipped: 0,
    seconds: (performance.now() - startedMs) / 1000,
  };
}

async function check(): Promise<Outcome> {
  const results = await verify();
  const failed = results.filter(({ exitCode }) => exitCode !== 0).length;
  const seconds = Math.max(...results.map((result) => result.seconds));
  return { name: 'verify', passed: results.length - failed, failed, skipped: 0, seconds };
}

async function runVitest(): Promise<Outcome> {
  const file = join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { exitCode, seconds } = await runTool('vitest', args, { isShown: true });
  const counts = readCounts(file, (summary: VitestSummary) => ({
    passed: summary.numPassedTests,
    failed: summary.numFailedTests,
    skipped: summary.numPendingTests + summary.numTodoTests,
  }));
  return { name: 'unit, database, HTTP', seconds, ...withCrash(counts, exitCode) };
}

async function runPlaywright(): Promise<Outcome> {
  const file = join(root, 'e2e/results/report.json');
  rmSync(file, { force: true });
  const { exitCode, seconds } = await runTool('playwright', ['test'], { directory: 'e2e', isShown: true });
  const counts = readCounts(file, ({ stats }: PlaywrightSummary) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }));
  return { name: 'browser', seconds, ...withCrash(counts, exitCode) };
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
