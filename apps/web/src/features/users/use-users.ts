import { keepPreviousData } from '@tanstack/react-query';
import { useMemo } from 'react';
import { trpc } from '../../trpc/trpc.ts';

/** Users that match, newest first, page after page. The previous search stays until the next has its answer. */
export function useUsers(search: string | undefined) {
  const query = trpc.users.list.useInfiniteQuery(
    { ...(search && { search }) },
    { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
  );
  const users = useMemo(() => query.data?.pages.flatMap((page) => page.items), [query.data]);
  return { ...query, users };
}
