import { expect, test } from 'vitest';
import { countFiles, formatBytes } from './file-words.ts';

test.each([
  [0, '0 B'],
  [1023, '1,023 B'],
  [1024, '1 kB'],
  [1536, '1.5 kB'],
  [25 * 1024 * 1024, '25 MB'],
  [1024 ** 3, '1 GB'],
])('%i bytes read as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('one file is not several', () => {
  expect([countFiles(0), countFiles(1), countFiles(2)]).toEqual(['0 files', '1 file', '2 files']);
});
