import { expect, test } from 'vitest';
import { emptyPack, readPack } from './pack-draft.ts';

const typed = { ...emptyPack, userId: ' user_1 ', paymentId: 'pay_1', credits: '1,500', price: '19.90' };

test('a pack is sent in credits and cents as they were typed', () => {
  expect(readPack(typed)).toEqual({
    input: { userId: 'user_1', paymentId: 'pay_1', credits: 1_500, amountCents: 1_990, currency: 'USD' },
  });
});

test('a pack without a price has no currency', () => {
  expect(readPack({ ...typed, price: '' })).toMatchObject({ input: { amountCents: null, currency: null } });
});

test('every field that cannot be sent says why', () => {
  const wrong = readPack({ ...emptyPack, credits: '1.5', price: '9.999' });
  expect(wrong).toEqual({
    problems: {
      userId: 'Give the id of a user.',
      paymentId: 'Give the id of the payment.',
      credits: 'Give a whole number above 0.',
      price: 'This is no price in USD.',
    },
  });
  expect(readPack({ ...typed, credits: '' })).toHaveProperty('problems.credits');
});
