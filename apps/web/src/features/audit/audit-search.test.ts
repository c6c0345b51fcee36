import { expect, test } from 'vitest';
import { AuditSearch, toAuditFilter } from './audit-search.ts';

test('an address with nonsense filters nothing', () => {
  const search = AuditSearch.parse({ type: 'moon', from: 'yesterday', search: 'x'.repeat(300) });
  expect(toAuditFilter(search)).toEqual({});
});

test('the last day counts to its end', () => {
  const { from, to } = toAuditFilter({ from: '2026-11-01', to: '2026-11-01' });
  expect(new Date(to ?? '').getTime() - new Date(from ?? '').getTime()).toBe(86_400_000);
});
