import { expect, test } from 'vitest';
import { PriceCache } from './price-cache.ts';

const at = new Date('2026-11-01');
const book = { prices: [], ignoredOverrides: [] };

test('one look at the prices serves everybody until it is too old', async () => {
  let [loads, nowMs] = [0, 0];
  const cache = new PriceCache({
    load: async () => {
      loads += 1;
      return book;
    },
    maxAgeMs: 500,
    monotonicMs: () => nowMs,
  });
  await Promise.all([cache.get(at), cache.get(at)]);
  nowMs = 499;
  await cache.get(at);
  expect(loads).toBe(1);
  nowMs = 500;
  await cache.get(at);
  expect(loads).toBe(2);
});

test('a failure is not kept', async () => {
  let isDown = true;
  const cache = new PriceCache({
    load: () => (isDown ? Promise.reject(new Error('down')) : Promise.resolve(book)),
    monotonicMs: () => 0,
  });
  await expect(cache.get(at)).rejects.toThrow('down');
  isDown = false;
  await expect(cache.get(at)).resolves.toBe(book);
});
