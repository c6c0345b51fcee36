import { describe, expect, test } from 'vitest';
import { readPriceDraft, toPriceDraft } from './price-draft.ts';
import { describePrice, type Price } from './price-words.ts';

const perToken: Price = {
  perUnit: { credits: 3, units: 1000 },
  minimumCredits: 1,
  models: { 'gpt-large': { multiplierPercent: 250 } },
};

test.each([{ flat: 0 }, { flat: 5 }, { perUnit: { credits: 3, units: 1 } }, perToken] satisfies Price[])(
  'the price %j is read as it was written',
  (price) => {
    expect(readPriceDraft(toPriceDraft(price))).toEqual({ price });
  },
);

describe('a draft', () => {
  const draft = toPriceDraft(perToken);

  test.each([
    [{ creditsText: '-1' }, 'credits'],
    [{ creditsText: '0.5' }, 'credits'],
    [{ creditsText: '2147483648' }, 'credits'],
    [{ unitsText: '0' }, 'units'],
    [{ minimumText: 'x' }, 'minimum'],
    [{ models: [{ id: 0, name: 'a', percentText: '0' }] }, 'models'],
    [{ models: [{ id: 0, name: ' ', percentText: '100' }] }, 'models'],
    [
      {
        models: [
          { id: 0, name: 'a', percentText: '100' },
          { id: 1, name: 'a ', percentText: '50' },
        ],
      },
      'models',
    ],
  ])('with %j is refused at its %s', (part, field) => {
    expect(readPriceDraft({ ...draft, ...part })).toMatchObject({
      problems: { [field]: expect.any(String) },
    });
  });

  test('of the default is no price of its own', () => {
    expect(readPriceDraft({ ...draft, kind: 'default' })).toEqual({ price: null });
  });
});

test.each([
  [null, 'No price: it cannot be used'],
  [{ flat: 0 }, 'Free'],
  [{ flat: 1 }, '1 credit a use'],
  [perToken, '3 credits per 1,000 × token, at least 1 credit, for 1 model'],
  [{ perUnit: { credits: 2, units: 1 } }, '2 credits per token'],
] satisfies [Price | null, string][])('the price %j reads %s', (price, words) => {
  expect(describePrice(price, 'token')).toBe(words);
});
