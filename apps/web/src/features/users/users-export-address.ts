import { toUsersFilter, type UsersSearch } from './users-search.ts';

/** Where the users that the list's filter finds are downloaded from. */
export function usersExportAddress(search: UsersSearch, now: Date): string {
  const { sort: _, ...filter } = toUsersFilter(search, now);
  // Excel reads a file without the mark in another alphabet.
  const params = new URLSearchParams({ bom: '1' });
  for (const [name, value] of Object.entries(filter)) params.set(name, String(value));
  return `/api/export/users?${params}`;
}
