import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from './search-params.ts';

test('a sign-in ticket of Clerk survives a round trip unchanged', () => {
  const search = '?__clerk_ticket=123e4&__clerk_status=sign_in';
  expect(stringifySearch(parseSearch(search))).toBe(search);
});

test('lists stay readable and empty values leave the address', () => {
  expect(stringifySearch({ kind: 'SPEND,REFUND', feature: undefined, from: '', page: 2 })).toBe(
    '?kind=SPEND,REFUND&page=2',
  );
  expect(stringifySearch({})).toBe('');
});

test('what has a meaning in an address is escaped', () => {
  const search = { redirect_url: '/history?kind=SPEND&type=CUSTOM' };
  expect(parseSearch(stringifySearch(search))).toEqual(search);
});
