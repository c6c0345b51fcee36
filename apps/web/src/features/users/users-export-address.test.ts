import { expect, test } from 'vitest';
import { usersExportAddress } from './users-export-address.ts';

test('the file has whom the filter finds; its order is its own', () => {
  const now = new Date('2026-11-24T10:20:00Z');
  expect(usersExportAddress({ search: 'ana', min: 5, state: 'active', sort: 'name' }, now)).toBe(
    '/api/export/users?bom=1&search=ana&minCredits=5&isActive=true',
  );
});
