import type { RouterOutputs } from '@scrip/api';
import { useMemo } from 'react';
import { trpc } from '../../trpc/trpc.ts';
import type { FilesSearch } from './files-search.ts';

export type FileRow = RouterOutputs['files']['list']['items'][number];
export type Use = RouterOutputs['files']['usage'];

const PAGE = 60;

export function useFiles({ search, kind, order, show }: FilesSearch) {
  const input = useMemo(
    () => ({
      ...(search ? { search } : {}),
      ...(kind ? { kind } : {}),
      ...(order ? { order } : {}),
      deleted: show === 'deleted',
      limit: PAGE,
    }),
    [search, kind, order, show],
  );
  const query = trpc.files.list.useInfiniteQuery(input, {
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
    // Links to the small pictures work for some minutes.
    refetchInterval: 4 * 60_000,
  });
  const files = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { query, files };
}

/** After a change: every list of files and what they use of the quota. */
export function useFilesChanged() {
  const utils = trpc.useUtils();
  return () => Promise.all([utils.files.list.invalidate(), utils.files.usage.invalidate()]);
}
