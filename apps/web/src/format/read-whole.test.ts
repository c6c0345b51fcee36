import { expect, test } from 'vitest';
import { readWhole } from './read-whole.ts';

test.each([
  ['50', 50],
  [' 1,234,567 ', 1_234_567],
  ['−5', -5],
  ['+5', 5],
  ['', null],
  ['-', null],
  ['1.5', null],
  ['12,34', null],
  ['1,2345', null],
  ['1e3', null],
  ['five', null],
])('%s is read as %s', (text, value) => {
  expect(readWhole(text)).toBe(value);
});
