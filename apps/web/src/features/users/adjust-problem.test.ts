import { expect, test } from 'vitest';
import { describeProblem, describeRefusal } from './adjust-problem.ts';

test('a balance that moved tells both balances and offers to look again', () => {
  expect(describeRefusal({ code: 'BALANCE_MOVED', expected: 420, actual: 1_300 }, '')).toEqual({
    field: null,
    message: 'The balance has changed meanwhile: it is 1,300 credits, not 420. Nothing was booked.',
    isStale: true,
  });
});

test('too few credits are a problem of the amount', () => {
  expect(describeRefusal({ code: 'INSUFFICIENT_CREDITS', required: 12, available: 4 }, '')).toEqual({
    field: 'amount',
    message: 'Not enough credits: this takes 12, the account has 4 by now.',
    isStale: true,
  });
});

test.each([
  ['reason', 'reason'],
  ['deltaCredits', 'amount'],
  ['creditsRemaining', 'amount'],
  ['userId', null],
])('an issue with %s is shown at %s', (path, field) => {
  const refusal = { code: 'INVALID_INPUT' as const, issues: [{ path, message: 'Not like this.' }] };
  expect(describeRefusal(refusal, 'Not like this.')).toMatchObject({ field, message: 'Not like this.' });
});

test('other refusals keep the sentence of the server', () => {
  expect(describeRefusal({ code: 'FORBIDDEN' }, 'You may not do this.')).toEqual({
    field: null,
    message: 'You may not do this.',
    isStale: false,
  });
});

test('a failure leaves open whether the change was booked, and says that sending again is safe', () => {
  expect(describeProblem(new Error('socket hang up'))).toMatchObject({
    field: null,
    message: expect.stringContaining('booked once at most'),
  });
});
