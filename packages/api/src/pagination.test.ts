import { expect, test } from 'vitest';
import { z } from 'zod';
import { cutPage, decodeCursor, encodeCursor } from './pagination.ts';

const Cursor = z.tuple([z.iso.datetime(), z.string()]);

test('a cursor comes back as the key it was made of', () => {
  const key = ['2026-01-01T00:00:00.000Z', 'ü/+id'];
  expect(decodeCursor(Cursor, encodeCursor(key))).toEqual(key);
});

test.each(['', 'nonsense', encodeCursor([1]), encodeCursor(['not a date', 'x'])])(
  'the foreign cursor %j is invalid input',
  (cursor) => {
    expect(() => decodeCursor(Cursor, cursor)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  },
);

test('the last page has no next cursor, even when it is full', () => {
  expect(cutPage([3, 2], 2, (row) => [row])).toEqual({ items: [3, 2], nextCursor: null });
  expect(cutPage([3, 2, 1], 2, (row) => [row]).nextCursor).toBe(encodeCursor([2]));
});
