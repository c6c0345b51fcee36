import { expect, test } from 'vitest';
import { exportAddress } from './export-address.ts';

test('the address of a download carries the filter, and nothing of the open entry', () => {
  const search = { kind: 'SPEND,REFUND', text: 'a&b=c', min: 0, entry: 'open' };
  const { pathname, searchParams } = new URL(exportAddress(search, 'ndjson', 'u1'), 'http://here');
  expect(pathname).toBe('/api/export/entries');
  const { timeZone: _, ...params } = Object.fromEntries(searchParams);
  expect(params).toEqual({
    format: 'ndjson',
    kinds: 'SPEND,REFUND',
    text: 'a&b=c',
    minCredits: '0',
    userId: 'u1',
  });
});
