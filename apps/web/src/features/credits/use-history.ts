import { skipToken } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { trpc } from '../../trpc/trpc.ts';
import { type HistoryInput, historyCache } from './history-cache.ts';
import { type HistorySearch, toEntryFilter } from './history-search.ts';
import { mergeNewest } from './merge-newest.ts';

const PAGE = 50;
const FRESH_MS = 1_500;
const none: ReadonlySet<string> = new Set();

/**
 * The entries that match, newest first, page after page, of whoever is signed in or, for an admin, of `userId`; those
 * that arrive while the list is shown join at the top.
 */
export function useHistory(search: HistorySearch, userId: string | undefined) {
  const input = { ...toEntryFilter(search), limit: PAGE };
  const options = {
    getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor,
    staleTime: 0,
    // The live balance tells of every change; reading all pages again on focus would bring nothing.
    refetchOnWindowFocus: false,
  };
  const own = trpc.credits.history.useInfiniteQuery(userId === undefined ? input : skipToken, {
    ...options,
    placeholderData: (previous) => previous,
  });
  const ofUser = trpc.users.history.useInfiniteQuery(
    userId === undefined ? skipToken : { userId, ...input },
    { ...options, placeholderData: (previous) => previous },
  );
  const query = userId === undefined ? own : ofUser;
  const freshIds = useArrivals(input, userId);
  const entries = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { query, entries, freshIds };
}

/** Merges new entries into the cached list whenever the balance has a newer one. Returns the ids to fade in. */
function useArrivals(input: HistoryInput, userId: string | undefined): ReadonlySet<string> {
  const utils = trpc.useUtils();
  const lastSeq = useLastSeq(userId);
  const seenSeq = useRef(lastSeq);
  const [freshIds, setFreshIds] = useState(none);

  const merge = useEffectEvent(async () => {
    const cache = historyCache(utils, input, userId);
    const newest = await cache.fetchNewest();
    const loaded = cache.get();
    const merged = loaded && mergeNewest(loaded.pages, newest);
    if (!merged) return cache.invalidate();
    cache.set({ ...loaded, pages: merged.pages });
    setFreshIds(new Set(merged.added.map((entry) => entry.id)));
  });

  useEffect(() => {
    if (lastSeq === undefined || seenSeq.current === lastSeq) return;
    const isFirst = seenSeq.current === undefined;
    seenSeq.current = lastSeq;
    // A failure is harmless: the next change, or the next visit, reads the list again.
    if (!isFirst) merge().catch(() => undefined);
  }, [lastSeq]);

  useEffect(() => {
    if (freshIds.size === 0) return;
    const timer = setTimeout(() => setFreshIds(none), FRESH_MS);
    return () => clearTimeout(timer);
  }, [freshIds]);

  return freshIds;
}

/** The number of the account's newest entry; undefined until it is known. */
function useLastSeq(userId: string | undefined): number | undefined {
  const own = trpc.credits.me.useQuery(userId === undefined ? undefined : skipToken);
  const ofUser = trpc.users.get.useQuery(userId === undefined ? skipToken : { userId });
  return userId === undefined ? own.data?.lastSeq : ofUser.data?.account.lastSeq;
}
