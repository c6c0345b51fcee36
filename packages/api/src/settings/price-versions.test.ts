import { expect, test } from 'vitest';
import type { EffectivePrice } from './price-book.ts';
import { planPriceVersions, type RecordedVersion } from './price-versions.ts';
import type { Price } from './schema.ts';

const at = new Date('2026-11-01T12:00:00Z');

function effective(price: Price): EffectivePrice {
  const feature = { key: 'chat', name: 'Chat', description: null, unit: 'token' } as const;
  return { ...feature, operationType: 'AI_TEXT_CHAT', price, costCredits: 1, source: 'default' };
}

function plan(price: Price, newest: RecordedVersion[] = [], now = at) {
  const { prices, missing } = planPriceVersions([effective(price)], newest, now);
  return { id: prices[0]?.priceVersionId ?? '', missing };
}

const first = plan({ flat: 1 });
const recorded = [...first.missing];

test('a price that is recorded keeps its version, however its JSON is ordered', () => {
  expect(plan({ flat: 1 }, recorded)).toEqual({ id: first.id, missing: [] });
  const stored = { units: 1000, credits: 3 };
  const price: Price = { minimumCredits: 1, perUnit: { credits: 3, units: 1000 } };
  const newest = [
    { id: 'v', featureKey: 'chat', price: { perUnit: stored, minimumCredits: 1 }, effectiveFrom: at },
  ];
  expect(plan(price, newest)).toEqual({ id: 'v', missing: [] });
});

test('two processes that find the same change agree on its id', () => {
  const later = new Date(at.getTime() + 5000);
  expect(plan({ flat: 2 }, recorded, at).id).toBe(plan({ flat: 2 }, recorded, later).id);
});

test('another price, another feature and a price that comes back are versions of their own', () => {
  const second = plan({ flat: 2 }, recorded);
  const third = plan({ flat: 1 }, second.missing);
  const other = planPriceVersions([{ ...effective({ flat: 1 }), key: 'image' }], [], at);
  const ids = [first.id, second.id, third.id, other.prices[0]?.priceVersionId];
  expect(new Set(ids).size).toBe(4);
});

test('a process whose clock is behind still records the newer version as newer', () => {
  const [version] = plan({ flat: 2 }, recorded, new Date('2026-10-01')).missing;
  expect(version?.effectiveFrom).toEqual(new Date(at.getTime() + 1));
});
