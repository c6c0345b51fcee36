import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Batchable, takeBatch } from './batching.ts';

const anyItem = fc.record({
  userId: fc.constantFrom('a', 'b', 'c', 'd'),
  idempotencyKey: fc.constantFrom('1', '2', '3', '4', '5', '6'),
});

test('each user’s requests leave in the order in which they arrived, each exactly once', () => {
  fc.assert(
    fc.property(
      fc.array(anyItem),
      fc.subarray(['a', 'b']),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      (queue, busy, max, share) => {
        const { batch, rest } = takeBatch(queue, new Set(busy), max, Math.min(share, max));
        const orderOf = (items: Batchable[], userId: string) =>
          items.filter((item) => item.userId === userId);
        for (const userId of 'abcd') {
          expect([...orderOf(batch, userId), ...orderOf(rest, userId)]).toEqual(orderOf(queue, userId));
        }
        expect(batch.length).toBeLessThanOrEqual(max);
        expect(batch.some((item) => busy.includes(item.userId))).toBe(false);
        const keys = batch.map((item) => `${item.userId}/${item.idempotencyKey}`);
        expect(new Set(keys).size).toBe(keys.length);
      },
    ),
  );
});

test('a share leaves other users to the next batch, and takes along those that could not go there', () => {
  const one = { userId: 'a', idempotencyKey: '1' };
  const two = { userId: 'b', idempotencyKey: '1' };
  const more = ['2', '3', '4'].map((idempotencyKey) => ({ userId: 'a', idempotencyKey }));
  expect(takeBatch([one, two, ...more], new Set(), 3, 1)).toEqual({
    batch: [one, ...more.slice(0, 2)],
    rest: [two, ...more.slice(2)],
  });
});

test('a queue that nothing blocks is emptied batch by batch', () => {
  fc.assert(
    fc.property(fc.array(anyItem), fc.integer({ min: 1, max: 6 }), (queue, max) => {
      let waiting = queue;
      for (let rounds = 0; waiting.length > 0; rounds += 1) {
        expect(rounds).toBeLessThanOrEqual(queue.length);
        waiting = takeBatch(waiting, new Set(), max).rest;
      }
    }),
  );
});
