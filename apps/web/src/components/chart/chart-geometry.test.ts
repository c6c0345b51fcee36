import { expect, test } from 'vitest';
import { extentOf, stackValues } from './stack.ts';
import { labelStride, niceTicks } from './ticks.ts';

test('values stack upwards and refunds downwards, zeros take no place', () => {
  expect(stackValues([3, 0, -2, 4, -1])).toEqual([
    { series: 0, from: 0, to: 3 },
    { series: 2, from: 0, to: -2 },
    { series: 3, from: 3, to: 7 },
    { series: 4, from: -2, to: -3 },
  ]);
});

test('the extent covers every bar, every mark and zero', () => {
  expect(extentOf([[3, -2], [1]], [])).toEqual([-2, 3]);
  expect(extentOf([[1]], [9, -4])).toEqual([-4, 9]);
  expect(extentOf([], [])).toEqual([0, 0]);
});

test.each([
  [
    [0, 0],
    [0, 1],
  ],
  [
    [0, 3],
    [0, 1, 2, 3],
  ],
  [
    [0, 103],
    [0, 50, 100, 150],
  ],
  [
    [-4, 9],
    [-5, 0, 5, 10],
  ],
  [
    [0, 2_147_483_647],
    [0, 1e9, 2e9, 3e9],
  ],
] as [[number, number], number[]][])('ticks over %j are round and enclose it', (extent, ticks) => {
  expect(niceTicks(extent, 4)).toEqual(ticks);
});

test('labels keep their distance', () => {
  expect(labelStride(30, 30, 60)).toBe(2);
  expect(labelStride(731, 1.4, 60)).toBe(48);
  expect(labelStride(10, 100, 60)).toBe(1);
  expect(labelStride(0, 0, 60)).toBe(1);
});
