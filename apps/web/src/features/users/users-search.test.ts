import { expect, test } from 'vitest';
import { isFiltered, toUsersFilter, UsersSearch } from './users-search.ts';

const now = new Date('2026-11-23T13:45:00Z');

test('an address becomes the filter that the server knows', () => {
  const search = UsersSearch.parse({
    min: '0',
    max: '50',
    state: 'deactivated',
    active: '-7',
    sort: 'balanceLow',
  });
  expect(toUsersFilter(search, now)).toEqual({
    minCredits: 0,
    maxCredits: 50,
    isActive: false,
    inactiveSince: '2026-11-16T13:00:00.000Z',
    sort: 'balanceLow',
  });
});

test('nonsense in an address filters nothing', () => {
  const search = UsersSearch.parse({ min: 'x', max: '1.5', role: 'KING', sort: 'luck', active: 'soon' });
  expect(toUsersFilter(search, now)).toEqual({});
  expect(isFiltered(search)).toBe(false);
});
