import { expect, test } from 'vitest';
import { mergeNewest } from './merge-newest.ts';

const page = (ids: string[], nextCursor: string | null = null) => ({
  items: ids.map((id) => ({ id })),
  nextCursor,
});
const idsOf = (pages: { items: { id: string }[] }[]) => pages.map(({ items }) => items.map(({ id }) => id));

test('new entries join at the top, none twice, later pages and cursors stay', () => {
  const merged = mergeNewest([page(['5', '4'], 'c4'), page(['3', '2'], 'c2')], page(['7', '6', '5'], 'c5'));
  expect(idsOf(merged?.pages ?? [])).toEqual([
    ['7', '6', '5', '4'],
    ['3', '2'],
  ]);
  expect(merged?.pages.map(({ nextCursor }) => nextCursor)).toEqual(['c4', 'c2']);
  expect(merged?.added).toEqual([{ id: '7' }, { id: '6' }]);
});

test('a page that does not reach the known entries is refused: entries between would be missing', () => {
  expect(mergeNewest([page(['2', '1'])], page(['9', '8'], 'c8'))).toBeNull();
});

test('a page that holds everything needs no overlap', () => {
  expect(idsOf(mergeNewest([page([])], page(['1']))?.pages ?? [])).toEqual([['1']]);
});

test('without anything new the pages are the same objects', () => {
  const pages = [page(['2', '1'])];
  expect(mergeNewest(pages, page(['2', '1']))?.pages).toBe(pages);
});
