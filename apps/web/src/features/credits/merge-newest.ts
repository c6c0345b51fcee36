type Page = { items: { id: string }[]; nextCursor: string | null };

/**
 * Puts the entries of a freshly read first page before those that are loaded. Entries never change, so only the head of
 * the list can. Null when the two do not touch: then what lies between them is unknown and the list must be read anew.
 */
export function mergeNewest<Loaded extends Page>(
  pages: Loaded[],
  newest: Loaded,
): { pages: Loaded[]; added: Loaded['items'] } | null {
  const [first, ...rest] = pages;
  if (!first) return null;
  const known = new Set(pages.flatMap((page) => page.items.map((entry) => entry.id)));
  const added = newest.items.filter((entry) => !known.has(entry.id));
  const touches = added.length < newest.items.length || newest.nextCursor === null;
  if (!touches) return null;
  if (added.length === 0) return { pages, added };
  return { pages: [{ ...first, items: [...added, ...first.items] }, ...rest], added };
}
