import type { RouterOutputs } from '@scrip/api';
import type { InfiniteData } from '@tanstack/react-query';
import type { trpc } from '../../trpc/trpc.ts';
import type { toEntryFilter } from './history-search.ts';

export type HistoryInput = ReturnType<typeof toEntryFilter> & { limit: number };

type Page = RouterOutputs['credits']['history'];
export type LoadedPages = InfiniteData<Page, string | null>;

type HistoryCache = {
  fetchNewest: () => Promise<Page>;
  get: () => LoadedPages | undefined;
  set: (data: LoadedPages) => void;
  invalidate: () => Promise<void>;
};

/** The loaded pages of one's own history or, for an admin, of a user's. */
export function historyCache(
  utils: ReturnType<typeof trpc.useUtils>,
  input: HistoryInput,
  userId: string | undefined,
): HistoryCache {
  if (userId === undefined) {
    const { history } = utils.credits;
    return {
      fetchNewest: () => utils.client.credits.history.query(input),
      get: () => history.getInfiniteData(input),
      set: (data) => history.setInfiniteData(input, data),
      invalidate: () => history.invalidate(input, { type: 'active' }),
    };
  }
  const { history } = utils.users;
  const ofUser = { userId, ...input };
  return {
    fetchNewest: () => utils.client.users.history.query(ofUser),
    get: () => history.getInfiniteData(ofUser),
    set: (data) => history.setInfiniteData(ofUser, data),
    invalidate: () => history.invalidate(ofUser, { type: 'active' }),
  };
}
