import { expect, test } from 'vitest';
import { formatShare, isSameProposal } from './preview-words.ts';

test('two proposals are the same whatever the order of their keys', () => {
  const one = { prices: { a: { flat: 1 }, b: { perUnit: { credits: 1, units: 2 } } }, planCredits: {} };
  const other = { prices: { b: { perUnit: { units: 2, credits: 1 } }, a: { flat: 1 } }, planCredits: {} };
  expect(isSameProposal(one, other)).toBe(true);
  expect(isSameProposal(one, { ...other, planCredits: { p: 1 } })).toBe(false);
});

test.each([
  [100, 150, '+50 %'],
  [3, 2, '−33.3 %'],
  [5, 5, '0 %'],
  [0, 5, '–'],
])('from %i to %i is %s', (before, after, text) => {
  expect(formatShare(before, after)).toBe(text);
});
