import { expect, test } from 'vitest';
import { computeNextTurn, computeRetryAt } from './plan-next.ts';

const at = new Date('2026-11-23T12:00:03.500Z');
const afterSeconds = (attempts: number, everySeconds: number | null) =>
  (computeRetryAt(at, attempts, { everySeconds }).getTime() - at.getTime()) / 1000;

test('the wait before another attempt doubles from 5 seconds to an hour', () => {
  expect([1, 2, 3, 10, 11, 1000].map((attempts) => afterSeconds(attempts, null))).toEqual([
    5, 10, 20, 2560, 3600, 3600,
  ]);
});

test('a recurring job that fails waits no longer than for its next turn', () => {
  expect([1, 2, 9].map((attempts) => afterSeconds(attempts, 10))).toEqual([5, 6.5, 6.5]);
});

test('turns are multiples of the interval, whoever computes them, and always later', () => {
  expect(computeNextTurn(at, 5)).toEqual(new Date('2026-11-23T12:00:05Z'));
  expect(computeNextTurn(at, 86_400)).toEqual(new Date('2026-11-24T00:00:00Z'));
  const turn = computeNextTurn(at, 60);
  expect(computeNextTurn(turn, 60)).toEqual(new Date('2026-11-23T12:02:00Z'));
});
