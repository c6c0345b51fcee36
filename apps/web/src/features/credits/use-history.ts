import { useEffect, useMemo, useRef, useState } from 'react';
import { trpc } from '../../trpc/trpc.ts';
import { type HistorySearch, toEntryFilter } from './history-search.ts';
import { mergeNewest } from './merge-newest.ts';

const PAGE = 50;
const FRESH_MS = 1_500;
const none: ReadonlySet<string> = new Set();

/** The entries that match, newest first, page after page; those that arrive while it is shown join at the top. */
export function useHistory(search: HistorySearch) {
  const { kind, type, feature, from, to } = search;
  const input = useMemo(
    () => ({ ...toEntryFilter({ kind, type, feature, from, to }), limit: PAGE }),
    [kind, type, feature, from, to],
  );
  const query = trpc.credits.history.useInfiniteQuery(input, {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
    staleTime: 0,
    // The live balance tells of every change; reading all pages again on focus would bring nothing.
    refetchOnWindowFocus: false,
  });
  const freshIds = useArrivals(input);
  const entries = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { query, entries, freshIds };
}

/** Merges new entries into the cached list whenever the balance has a newer one. Returns the ids to fade in. */
function useArrivals(input: ReturnType<typeof toEntryFilter> & { limit: number }): ReadonlySet<string> {
  const utils = trpc.useUtils();
  const lastSeq = trpc.credits.me.useQuery().data?.lastSeq;
  const seenSeq = useRef(lastSeq);
  const [freshIds, setFreshIds] = useState(none);

  useEffect(() => {
    if (lastSeq === undefined || seenSeq.current === lastSeq) return;
    const isFirst = seenSeq.current === undefined;
    seenSeq.current = lastSeq;
    if (isFirst) return;
    void (async () => {
      const newest = await utils.client.credits.history.query(input);
      const loaded = utils.credits.history.getInfiniteData(input);
      const merged = loaded && mergeNewest(loaded.pages, newest);
      if (!merged) return void utils.credits.history.invalidate(input, { type: 'active' });
      utils.credits.history.setInfiniteData(input, { ...loaded, pages: merged.pages });
      setFreshIds(new Set(merged.added.map((entry) => entry.id)));
      // A failure is harmless: the next change, or the next visit, reads the list again.
    })().catch(() => undefined);
  }, [lastSeq, input, utils]);

  useEffect(() => {
    if (freshIds.size === 0) return;
    const timer = setTimeout(() => setFreshIds(none), FRESH_MS);
    return () => clearTimeout(timer);
  }, [freshIds]);

  return freshIds;
}
