import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './run.ts';

/** Every module that loading `file` loads before its first line runs. */
function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s(?:[^;]*?\sfrom\s)?'([^']+)'/gm);
  for (const [, name = ''] of imports) {
    const module = name.startsWith('.') ? resolve(dirname(file), name) : name;
    if (seen.has(module)) continue;
    seen.add(module);
    if (name.startsWith('.')) loadedBy(module, seen);
  }
  return seen;
}

test.each(['scripts/start.ts', 'scripts/test.ts'])(
  '%s loads nothing that a fresh clone has yet to generate',
  (entry) => {
    const loaded = [...loadedBy(join(root, entry))];
    expect(loaded.length).toBeGreaterThan(2);
    expect(loaded.filter((name) => name.startsWith('@scrip/') || name.includes('/generated/'))).toEqual([]);
  },
);
