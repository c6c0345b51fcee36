import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../../../..');
const sources = globSync('{packages,apps,prisma}/**/*.{ts,tsx}', {
  cwd: root,
  exclude: ['**/node_modules/**', '**/generated/**', '**/*.test.ts', '**/test-support/**', '**/dist/**'],
});

const changesEntries = [
  /UPDATE\s+(ONLY\s+)?"?UsageHistory"?/i,
  /DELETE\s+FROM\s+(ONLY\s+)?"?UsageHistory"?/i,
  /TRUNCATE[^;]*"?UsageHistory"?/i,
  /usageHistory\s*\.\s*(update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)\b/,
  /usageHistory:\s*\{[^}]*\b(update|updateMany|upsert|delete|deleteMany|set|disconnect)\b/,
];

test('law 2: no statement of ours updates or deletes an entry', () => {
  expect(sources.length).toBeGreaterThan(50);
  const offenders = sources.filter((file) => {
    const code = readFileSync(path.join(root, file), 'utf8');
    return changesEntries.some((pattern) => pattern.test(code));
  });
  expect(offenders).toEqual([]);
});
