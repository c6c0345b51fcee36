import { describe, expect, test } from 'vitest';
import { formatPrice, readPrice, writePrice } from './price.ts';

test.each([
  [2900, 'USD', 'en', '$29'],
  [2950, 'USD', 'en', '$29.50'],
  [0, 'USD', 'en', '$0'],
  [129_000, 'EUR', 'de', '1.290 €'],
  [2950, 'BRL', 'pt', 'R$ 29,50'],
  [3000, 'JPY', 'en', '¥3,000'],
  [1500, 'KWD', 'en', 'KWD 1.500'],
])('%i of %s reads in %s as %s', (cents, currency, locale, text) => {
  expect(formatPrice(cents, currency, locale).replaceAll(/\s/gu, ' ')).toBe(text);
});

describe('a typed price', () => {
  test.each([
    ['29', 'USD', 2900],
    [' 1,290.5 ', 'USD', 129_050],
    ['0.29', 'EUR', 29],
    ['3000', 'JPY', 3000],
    ['1.5', 'KWD', 1500],
    ['', 'USD', null],
    ['free', 'USD', Number.NaN],
    ['-1', 'USD', Number.NaN],
    ['1.999', 'USD', Number.NaN],
    ['3.5', 'JPY', Number.NaN],
  ])('%s in %s is %s', (text, currency, cents) => {
    expect(readPrice(text, currency)).toBe(cents);
  });

  test.each([
    ['USD', 2901],
    ['JPY', 3000],
    ['KWD', 1501],
    ['USD', 2_147_483_647],
    ['USD', 29],
  ])('is read as it was written, in %s', (currency, cents) => {
    expect(readPrice(writePrice(cents, currency), currency)).toBe(cents);
  });
});
