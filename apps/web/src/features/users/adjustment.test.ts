import { AdjustBalanceInput, MAX_CREDITS, type RouterOutputs } from '@scrip/api';
import { describe, expect, test } from 'vitest';
import { planAdjustment, readAmount, spendableAround, toAdjustInput } from './adjustment.ts';

const seen = { creditsRemaining: 420, creditsHeld: 30 };

describe('planAdjustment', () => {
  test.each([
    ['delta', 50, 50, 470],
    ['delta', -420, -420, 0],
    ['absolute', 500, 80, 500],
    ['absolute', 0, -420, 0],
    ['absolute', MAX_CREDITS - 30, MAX_CREDITS - 450, MAX_CREDITS - 30],
  ] as const)('%s %d changes 420 credits by %d to %d', (mode, amount, deltaCredits, resultCredits) => {
    expect(planAdjustment(mode, amount, seen)).toEqual({ state: 'possible', deltaCredits, resultCredits });
  });

  test.each([
    ['delta', 0, 'A change of 0 credits changes nothing.'],
    ['delta', -421, 'At most 420 can be taken away.'],
    ['delta', MAX_CREDITS - 449, 'The balance can be at most 2,147,483,617.'],
    ['absolute', 420, 'The balance is 420 already.'],
    ['delta', Number.NaN, 'Enter a whole number of credits.'],
    ['absolute', -1, 'A balance cannot be negative.'],
    ['absolute', MAX_CREDITS - 29, 'The balance can be at most 2,147,483,617.'],
  ] as const)('%s %d is refused before it is sent', (mode, amount, message) => {
    expect(planAdjustment(mode, amount, seen)).toEqual({ state: 'refused', message });
  });

  test('a debt can be made smaller', () => {
    const debt = { creditsRemaining: -50, creditsHeld: 0 };
    expect(planAdjustment('delta', 20, debt)).toMatchObject({ state: 'possible', resultCredits: -30 });
  });

  test('without an amount there is nothing to plan', () => {
    expect(planAdjustment('delta', null, seen)).toEqual({ state: 'empty' });
  });
});

test.each([
  ['', null],
  [' - ', null],
  ['50', 50],
  ['+50', 50],
  ['-50', -50],
  ['−1 250', -1_250],
  ['1,234,567', 1_234_567],
  ['99999999999999999999', 1e20],
  ['1.5', Number.NaN],
  ['1,5', Number.NaN],
  ['1e3', Number.NaN],
  ['ten', Number.NaN],
])('%j is read as %j credits', (text, amount) => {
  expect(readAmount(text)).toBe(amount);
});

describe('toAdjustInput', () => {
  const form = { userId: 'u1', amount: 500, reason: '  Goodwill ', seen };

  test('a value is bound to the balance that the admin saw', () => {
    const input = toAdjustInput({ ...form, mode: 'absolute' }, 'key');
    expect(AdjustBalanceInput.parse(input)).toEqual({
      userId: 'u1',
      reason: 'Goodwill',
      idempotencyKey: 'key',
      mode: 'absolute',
      creditsRemaining: 500,
      expectedCreditsRemaining: 420,
    });
  });

  test('a difference is bound to no balance', () => {
    const input = toAdjustInput({ ...form, mode: 'delta' }, 'key');
    expect(AdjustBalanceInput.parse(input)).toEqual({
      userId: 'u1',
      reason: 'Goodwill',
      idempotencyKey: 'key',
      mode: 'delta',
      deltaCredits: 500,
    });
  });
});

test('the spendable balance around an adjustment leaves held credits out', () => {
  const entry = {
    id: 'e1',
    userId: 'u1',
    kind: 'ADJUSTMENT',
    operationType: 'ADMIN_ADJUSTMENT',
    featureKey: null,
    creditsUsed: -50,
    seq: 7,
    balanceAfter: 500,
    refundOfId: null,
    holdId: null,
    grantId: null,
    priceVersionId: null,
    quantity: null,
    model: null,
    actorId: 'a1',
    apiKeyId: null,
    idempotencyKey: 'key',
    details: null,
    timestamp: '2026-11-23T12:00:00.000Z',
  } satisfies RouterOutputs['credits']['adjust']['entry'];
  expect(spendableAround({ entry, replayed: false }, 30)).toEqual({ before: 420, after: 470 });
});
