import { expect, test } from 'vitest';
import { quantityWords, rateWords } from './price-words.ts';

const perToken = {
  unit: 'token',
  price: {
    perUnit: { credits: 3, units: 1_000 },
    minimumCredits: 1,
    models: { large: { multiplierPercent: 150 }, plain: { multiplierPercent: 100 } },
  },
};

test('a rate names its unit and what it costs at least', () => {
  expect(rateWords({ unit: 'message', price: { flat: 1 } })).toBe('1 credit for each use');
  expect(rateWords(perToken)).toBe('3 credits for 1,000 tokens, at least 1 credit');
  expect(rateWords({ unit: 'image', price: { perUnit: { credits: 5, units: 1 } } })).toBe(
    '5 credits for 1 image',
  );
});

test.each([
  [1_250, 'large', '1,250 tokens of large, at 150 % of the rate'],
  [1, 'plain', '1 token of plain'],
  [null, 'unknown', 'unknown'],
  [2, null, '2 tokens'],
  [null, null, null],
])('%s of %s reads %s', (quantity, model, words) => {
  expect(quantityWords({ quantity, model }, perToken)).toBe(words);
});

test('a quantity without a price still counts', () => {
  expect(quantityWords({ quantity: 2, model: null }, null)).toBe('2 units');
});
