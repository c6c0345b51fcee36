import { expect, test } from 'vitest';
import { computeGauge } from './gauge.ts';

const grants = [{ amountCredits: 300 }, { amountCredits: 100 }];

test('the gauge is what the live grants gave', () => {
  const account = { creditsRemaining: 100, creditsHeld: 40, lowThreshold: 80, grants };
  expect(computeGauge(account)).toEqual({ full: 400, left: 0.25, held: 0.1, low: 0.2 });
});

test('an overdrawn balance is empty, and one without grants has no gauge', () => {
  const overdrawn = { creditsRemaining: -20, creditsHeld: 0, lowThreshold: 80, grants };
  expect(computeGauge(overdrawn)).toMatchObject({ full: 400, left: 0 });
  const empty = { creditsRemaining: 0, creditsHeld: 0, lowThreshold: 10, grants: [] };
  expect(computeGauge(empty)).toEqual({ full: 0, left: 0, held: 0, low: 0 });
});

test('held credits of a grant that is used up still fit', () => {
  const account = {
    creditsRemaining: 100,
    creditsHeld: 50,
    lowThreshold: 0,
    grants: [{ amountCredits: 100 }],
  };
  expect(computeGauge(account)).toMatchObject({ full: 150, left: 100 / 150, held: 50 / 150 });
});
