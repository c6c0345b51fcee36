import { expect, test } from 'vitest';
import { plural, t } from './t.ts';

test('values stand where the text names them, whole numbers as the reader writes them', () => {
  expect(t('The balance is {balance} already.', { balance: 12_345 })).toBe('The balance is 12,345 already.');
});

test('a value is text, whatever it looks like', () => {
  expect(t('Users matching “{search}”', { search: '{search} $& $1' })).toBe(
    'Users matching “{search} $& $1”',
  );
});

test.each([
  [0, '0 users'],
  [1, '1 user'],
  [-1, '−1 user'],
  [1_000, '1,000 users'],
])('%i in words is %s', (count, words) => {
  expect(plural(count, '{count} user', '{count} users')).toBe(words);
});
