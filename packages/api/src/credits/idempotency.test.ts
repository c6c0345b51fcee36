import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differingFields, hashRequest } from './idempotency.ts';

test('the order of keys and absent fields do not change the hash', () => {
  const hash = hashRequest({ verb: 'spend', details: { b: 1, a: { d: 2, c: 3 } }, amount: undefined });
  expect(hashRequest({ details: { a: { c: 3, d: 2 }, b: 1 }, verb: 'spend' })).toBe(hash);
});

test('a field is kept as 96 bits, not as what it says', () => {
  expect(hashRequest({ verb: 'spend', details: { prompt: 'secret' } })).toMatch(
    /^details=[\w-]{16};verb=[\w-]{16}$/,
  );
});

test('a difference names its field, also when one side lacks it', () => {
  const stored = hashRequest({ verb: 'spend', featureKey: 'a', details: { x: 1 } });
  expect(differingFields(stored, hashRequest({ verb: 'spend', featureKey: 'b', details: { x: 1 } }))).toEqual(
    ['featureKey'],
  );
  expect(differingFields(stored, hashRequest({ verb: 'refund', featureKey: 'a' }))).toEqual([
    'details',
    'verb',
  ]);
});

test('the names of differing fields are sorted, whichever side has them', () => {
  const stored = hashRequest({ b: 1, c: 1 });
  expect(differingFields(stored, hashRequest({ a: 1, b: 2, c: 1 }))).toEqual(['a', 'b']);
});

test('requests hash alike exactly when their JSON is alike', () => {
  const field = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(field, field, (a, b) => {
      const alike = differingFields(hashRequest({ details: a }), hashRequest({ details: b })).length === 0;
      const sameJson = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
      expect(alike).toBe(sameJson);
    }),
  );
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return ['array', ...value.map(sorted)];
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, child]) => [key, sorted(child)])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
