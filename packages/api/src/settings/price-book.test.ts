import { expect, test } from 'vitest';
import { type CatalogueRow, computeEffectivePrices } from './price-book.ts';

function feature(key: string): CatalogueRow {
  return { key, name: key, description: null, operationType: 'CUSTOM', unit: 'operation', active: true };
}

const features = [feature('chat'), feature('image'), feature('video')];
const defaults = new Map([
  ['chat', 1],
  ['image', 5],
]);

test('an override wins over the default, also with 0; a feature without a price is left out', () => {
  const { prices, ignoredOverrides } = computeEffectivePrices(features, defaults, { chat: 0 });
  expect(prices.map(({ key, costCredits, source }) => ({ key, costCredits, source }))).toEqual([
    { key: 'chat', costCredits: 0, source: 'override' },
    { key: 'image', costCredits: 5, source: 'default' },
  ]);
  expect(ignoredOverrides).toEqual([]);
});

test('an admin’s feature needs no default, only an override', () => {
  const { prices } = computeEffectivePrices(features, defaults, { video: 40 });
  expect(prices.at(-1)).toMatchObject({ key: 'video', costCredits: 40, source: 'override' });
});

test.each([[-1], [1.5], ['3'], [null], [true], [2_147_483_648], [[]], [Number.NaN]])(
  'an override of %j has no effect and is reported',
  (flaw) => {
    const { prices, ignoredOverrides } = computeEffectivePrices(features, defaults, { image: flaw });
    expect(prices.find(({ key }) => key === 'image')).toMatchObject({ costCredits: 5, source: 'default' });
    expect(ignoredOverrides).toEqual([
      { featureKey: 'image', message: 'The cost must be a whole number of credits, 0 or more.' },
    ]);
  },
);

test('an override for an unknown feature is reported', () => {
  expect(computeEffectivePrices(features, defaults, { chatt: 3 }).ignoredOverrides).toMatchObject([
    { featureKey: 'chatt' },
  ]);
});

test.each([[[]], ['x'], [7]])(
  'featureCosts of %j as a whole is reported, and the defaults hold',
  (featureCosts) => {
    const { prices, ignoredOverrides } = computeEffectivePrices(features, defaults, featureCosts);
    expect(prices).toHaveLength(2);
    expect(ignoredOverrides).toMatchObject([{ featureKey: '*' }]);
  },
);

test('no settings at all are no problem', () => {
  expect(computeEffectivePrices(features, defaults, null).ignoredOverrides).toEqual([]);
});

test('a key that every object inherits is no feature', () => {
  const { ignoredOverrides } = computeEffectivePrices(
    features,
    defaults,
    JSON.parse('{"__proto__": 1, "constructor": 2}'),
  );
  expect(ignoredOverrides.map(({ featureKey }) => featureKey).sort()).toEqual(['__proto__', 'constructor']);
});
