import { expect, test } from 'vitest';
import { formatChange, formatCompact, formatCredits, formatDecimal, formatNumber } from './numbers.ts';

test('negative numbers carry a true minus sign, not a hyphen', () => {
  expect(formatNumber(-1_234)).toBe('−1,234');
  expect(formatDecimal(-0.55)).toBe('−0.6');
  expect(formatCompact(-12_500)).toBe('−12.5K');
});

test.each([
  [5, '+5'],
  [-12, '−12'],
  [0, '0'],
  [1_500, '+1,500'],
])('a change of %i reads %s', (change, text) => {
  expect(formatChange(change)).toBe(text);
});

test.each([
  [0, '0 credits'],
  [1, '1 credit'],
  [-1, '−1 credit'],
  [2_147_483_647, '2,147,483,647 credits'],
])('%i reads %s', (amount, text) => {
  expect(formatCredits(amount)).toBe(text);
});
