import { keepPreviousData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNow } from '../../components/use-now.ts';
import { trpc } from '../../trpc/trpc.ts';
import { toUsersFilter, type UsersSearch } from './users-search.ts';

/** Users that match, page after page. The previous filter's stay until the next has its answer. */
export function useUsers(search: UsersSearch) {
  const query = trpc.users.list.useInfiniteQuery(toUsersFilter(search, useNow()), {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const users = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  return { ...query, users };
}
