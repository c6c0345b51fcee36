import { expect, test } from 'vitest';
import { listDifferences } from './audit-words.ts';

test('a change is told name by name, without what stayed', () => {
  const before = { price: { flat: 5 }, source: 'default', tags: ['a'] };
  const after = { price: { flat: 7 }, source: 'default', tags: ['a', 'b'], note: 'x' };
  expect(listDifferences({ before, after })).toEqual([
    { name: 'price.flat', before: '5', after: '7' },
    { name: 'tags', before: '["a"]', after: '["a","b"]' },
    { name: 'note', before: '–', after: 'x' },
  ]);
});

test('what began or ended has one side only', () => {
  expect(listDifferences({ before: null, after: { role: 'ADMIN' } })).toEqual([
    { name: 'role', before: '–', after: 'ADMIN' },
  ]);
  expect(listDifferences({ before: null, after: null })).toEqual([]);
});
