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
      (queue, busy, max) => {
        const { batch, rest } = takeBatch(queue, new Set(busy), max);
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
