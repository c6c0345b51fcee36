import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readPlaywright, readVitest } from './test-report.ts';

const directory = mkdtempSync(join(tmpdir(), 'scrip-test-report-'));
afterAll(() => rmSync(directory, { recursive: true }));

function write(report: unknown): string {
  const path = join(directory, 'report.json');
  writeFileSync(path, JSON.stringify(report));
  return path;
}

const countsOfVitest = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };

test('of Vitest, a failed test is named with its file, and a file that broke before its tests by itself', () => {
  const path = write({
    ...countsOfVitest,
    testResults: [
      { name: '/r/fine.test.ts', status: 'passed', assertionResults: [{ fullName: 'a', status: 'passed' }] },
      {
        name: '/r/src/poor.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'b holds', status: 'failed' },
          { fullName: 'c', status: 'passed' },
        ],
      },
      { name: '/r/broken.test.ts', status: 'failed', assertionResults: [] },
    ],
  });
  expect(readVitest(path, '/r')).toEqual({
    passed: 7,
    failed: 1,
    skipped: 3,
    failures: [`${join('src', 'poor.test.ts')}: b holds`, 'broken.test.ts'],
    flaky: [],
  });
});

test('of Playwright, what failed and what passed only at last is named however deep it stands, with its complaint', () => {
  const spec = (title: string, status: string, message?: string) => ({
    title,
    file: 'a.spec.ts',
    line: 4,
    tests: [{ status, results: [{ errors: message ? [{ message }] : [] }] }],
  });
  const path = write({
    stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 },
    suites: [
      {
        specs: [spec('fine', 'expected'), spec('now and then', 'flaky', 'Error: too late')],
        suites: [
          { specs: [spec('x', 'unexpected', '\u001b[31mError:\u001b[39m\n  1 is not 2')], suites: [] },
        ],
      },
    ],
  });
  expect(readPlaywright(path)).toEqual({
    passed: 6,
    failed: 1,
    skipped: 2,
    failures: ['a.spec.ts:4: x | Error: 1 is not 2'],
    flaky: ['a.spec.ts:4: now and then | Error: too late'],
  });
});

test('a runner that left no report has counted nothing', () => {
  expect(readPlaywright(join(directory, 'none.json'))).toEqual({
    passed: 0,
    failed: 0,
    skipped: 0,
    failures: [],
    flaky: [],
  });
});
