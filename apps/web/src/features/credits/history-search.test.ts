import { expect, test } from 'vitest';
import { HistorySearch, isFiltered, toEntryFilter } from './history-search.ts';

test('an address with nonsense still opens, without the nonsense', () => {
  expect(
    HistorySearch.parse({
      kind: 'SPEND,NONSENSE',
      type: 'NOPE',
      from: '2026-13-40',
      to: 'x',
      min: '-1',
      max: '1e99',
    }),
  ).toEqual({
    min: undefined,
    max: undefined,
    kind: 'SPEND',
    type: undefined,
    from: undefined,
    to: undefined,
  });
});

test('parsing what was parsed changes nothing', () => {
  const search = {
    kind: 'SPEND,REFUND',
    type: 'AI_TEXT_CHAT',
    feature: 'a,b',
    from: '2026-11-01',
    entry: 'id',
    model: 'large',
    min: '5',
    max: '10',
    text: 'two, words',
    key: 'a:b',
    apiKey: 'k1,k2',
  };
  const parsed = HistorySearch.parse(search);
  expect(parsed).toEqual({ ...search, min: 5, max: 10 });
  expect(HistorySearch.parse(parsed)).toEqual(parsed);
});

test('an open entry is no filter', () => {
  expect(isFiltered({ entry: 'id', user: 'u' })).toBe(false);
  expect(isFiltered({ entry: 'id', kind: 'SPEND' })).toBe(true);
});

test('the last day of the range is included as a whole, where the user is', () => {
  const { from, to } = toEntryFilter({ from: '2026-11-30', to: '2026-11-30' });
  expect(new Date(from ?? 0)).toEqual(new Date(2026, 10, 30));
  expect(new Date(to ?? 0)).toEqual(new Date(2026, 11, 1));
});

test('without filters nothing is asked for', () => {
  expect(toEntryFilter({ entry: 'id' })).toEqual({});
});

test('lists become arrays', () => {
  expect(toEntryFilter({ kind: 'SPEND,GRANT', type: 'CUSTOM', feature: 'a,b', apiKey: 'k1,k2' })).toEqual({
    kinds: ['SPEND', 'GRANT'],
    operationTypes: ['CUSTOM'],
    featureKeys: ['a', 'b'],
    apiKeyIds: ['k1', 'k2'],
  });
});

test('amounts are numbers, and a text may hold a comma', () => {
  const search = HistorySearch.parse({ min: '5', max: '2147483647', text: ' a, b ', key: 'k', model: 'x,y' });
  expect(toEntryFilter(search)).toEqual({
    minCredits: 5,
    maxCredits: 2_147_483_647,
    text: 'a, b',
    idempotencyKey: 'k',
    models: ['x', 'y'],
  });
  expect(toEntryFilter(HistorySearch.parse({ max: '2147483648', text: '   ' }))).toEqual({});
});
