import { keepPreviousData, skipToken } from '@tanstack/react-query';
import { trpc } from '../../trpc/trpc.ts';
import type { KeyReach, KeysSearch } from './key-search.ts';

/** On the page of one user, between other lists. */
const FEW = 10;

/** Keys that match, newest first, page after page; for admins also only those of one owner. */
export function useKeys(reach: KeyReach, { state, kind, search }: KeysSearch, ownerId?: string) {
  const filter = { ...(state && { state }) };
  const owned = ownerId ? { userId: ownerId, limit: FEW } : {};
  const ofAll = { ...filter, ...owned, ...(kind && { kind }), ...(search && { search }) };
  const paging = { getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor };
  const own = trpc.apiKeys.list.useInfiniteQuery(reach === 'own' ? filter : skipToken, {
    ...paging,
    placeholderData: keepPreviousData,
  });
  const any = trpc.adminApiKeys.list.useInfiniteQuery(reach === 'any' ? ofAll : skipToken, {
    ...paging,
    placeholderData: keepPreviousData,
  });
  const query = reach === 'own' ? own : any;
  return { query, keys: query.data?.pages.flatMap((page) => page.items) };
}

/** The changes that are the same for one's own keys and everybody's. */
export function keyProcedures(reach: KeyReach) {
  return reach === 'own' ? trpc.apiKeys : trpc.adminApiKeys;
}

/** Asks anew for every list of keys. */
export function useKeysChanged(): () => void {
  const { apiKeys, adminApiKeys } = trpc.useUtils();
  return () => {
    void apiKeys.invalidate();
    void adminApiKeys.invalidate();
  };
}
