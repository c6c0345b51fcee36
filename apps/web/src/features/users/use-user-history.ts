import { useEffect, useMemo, useRef } from 'react';
import { trpc } from '../../trpc/trpc.ts';
import { type HistorySearch, toEntryFilter } from '../credits/history-search.ts';
import { mergeNewest } from '../credits/merge-newest.ts';

const PAGE = 50;

/**
 * One user's entries that match, newest first, page after page.
 * @param lastSeq The number of the account's newest entry: when it grows, new entries join at the top.
 */
export function useUserHistory(userId: string, search: HistorySearch, lastSeq: number) {
  const { kind, type, feature, from, to } = search;
  const input = useMemo(
    () => ({ userId, ...toEntryFilter({ kind, type, feature, from, to }), limit: PAGE }),
    [userId, kind, type, feature, from, to],
  );
  const query = trpc.users.history.useInfiniteQuery(input, {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
    refetchOnWindowFocus: false,
  });
  useArrivals(input, lastSeq);
  const entries = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { query, entries };
}

function useArrivals(
  input: { userId: string; limit: number } & ReturnType<typeof toEntryFilter>,
  lastSeq: number,
): void {
  const utils = trpc.useUtils();
  const seenSeq = useRef(lastSeq);

  useEffect(() => {
    if (seenSeq.current === lastSeq) return;
    seenSeq.current = lastSeq;
    void utils.users.usage.invalidate();
    void (async () => {
      const newest = await utils.client.users.history.query(input);
      const loaded = utils.users.history.getInfiniteData(input);
      const merged = loaded && mergeNewest(loaded.pages, newest);
      if (!merged) return void utils.users.history.invalidate(input);
      utils.users.history.setInfiniteData(input, { ...loaded, pages: merged.pages });
      // A failure is harmless: the next change, or the next visit, reads the list again.
    })().catch(() => undefined);
  }, [lastSeq, input, utils]);
}
