import { expect, test } from 'vitest';
import { meaningOf } from './meaning.ts';

const entry = { holdId: null, grantId: null, idempotencyKey: 'key' };

test('a spend that captured a hold is told from one that did not', () => {
  expect(meaningOf({ ...entry, kind: 'SPEND' })).toBe('spend');
  expect(meaningOf({ ...entry, kind: 'SPEND', holdId: 'hold' })).toBe('capture');
});

test('refunds, grants and expiries are what their kind says', () => {
  expect(meaningOf({ ...entry, kind: 'REFUND' })).toBe('refund');
  expect(meaningOf({ ...entry, kind: 'GRANT' })).toBe('grant');
  expect(meaningOf({ ...entry, kind: 'EXPIRY', grantId: 'grant' })).toBe('expiry');
});

test('an adjustment is a correction, the void of a grant, or credits taken back', () => {
  const adjustment = { ...entry, kind: 'ADJUSTMENT' } as const;
  expect(meaningOf(adjustment)).toBe('correction');
  expect(meaningOf({ ...adjustment, grantId: 'grant' })).toBe('void');
  expect(meaningOf({ ...adjustment, grantId: 'grant', idempotencyKey: 'scrip:reduce:id' })).toBe('take_back');
  expect(meaningOf({ ...adjustment, grantId: 'grant', idempotencyKey: 'my scrip:reduce:id' })).toBe('void');
});
