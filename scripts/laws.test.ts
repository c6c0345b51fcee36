import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './run.ts';

const laws = Array.from({ length: 12 }, (_, index) => index + 1);

/** The laws after which a file names tests. */
function lawsNamedIn(text: string): Set<number> {
  const names = text.matchAll(/\b(?:describe|test)(?:\.each\([^`']*?\))?\(\s*['`]law (\d+)/g);
  return new Set(Array.from(names, ([, law]) => Number(law)));
}

test('every law of the ledger has a test named after it', () => {
  const files = globSync('packages/*/src/**/*.test.ts', { cwd: root });
  const named = new Set(files.flatMap((file) => [...lawsNamedIn(readFileSync(join(root, file), 'utf8'))]));
  expect(laws.filter((law) => !named.has(law))).toEqual([]);
});

test('the table of the laws names files that test them', () => {
  const rows = readFileSync(join(root, 'docs/proof.md'), 'utf8').matchAll(/^\| (\d+) .*$/gm);
  const told = Array.from(rows, ([row, law]) => ({
    law: Number(law),
    files: Array.from(row.matchAll(/`([\w./-]+\.test\.ts)`/g), ([, file = '']) => file),
  }));
  expect(told.map(({ law }) => law)).toEqual(laws);
  for (const { law, files } of told) {
    expect(files.length, `law ${law}`).toBeGreaterThan(0);
    for (const file of files) {
      expect([...lawsNamedIn(readFileSync(join(root, file), 'utf8'))], file).toContain(law);
    }
  }
});
