import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...globSync('{docs,packages,apps}/**/*.md', { cwd: root, exclude: ['**/node_modules/**'] }),
];

function codeBlocks(page: string): string[] {
  const text = readFileSync(path.join(root, page), 'utf8');
  return [...text.matchAll(/```(?:ts|tsx)\n(.*?)```/gs)].map(([, code = '']) => code.trim());
}

const sources = globSync('{docs/snippets,packages,apps}/**/*.{ts,tsx}', {
  cwd: root,
  exclude: ['**/node_modules/**'],
})
  .map((file) => readFileSync(path.join(root, file), 'utf8'))
  .join('\n');

test.each(pages)('every TypeScript block of %s stands word for word in code that the tests run', (page) => {
  const strangers = codeBlocks(page).filter((block) => !sources.includes(block));
  expect(strangers).toEqual([]);
});

test('the README shows how to charge for a feature', () => {
  expect(codeBlocks('README.md').length).toBeGreaterThan(0);
});
