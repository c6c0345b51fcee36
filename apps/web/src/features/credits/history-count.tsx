import { skipToken } from '@tanstack/react-query';
import { plural, t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { type HistorySearch, toEntryFilter } from './history-search.ts';

type HistoryCountProps = { search: HistorySearch; userId: string | undefined };

/** How many entries match; counted up to a thousand. */
export function HistoryCount({ search, userId }: HistoryCountProps) {
  const filter = toEntryFilter(search);
  const own = trpc.credits.countHistory.useQuery(userId === undefined ? filter : skipToken);
  const ofUser = trpc.users.countHistory.useQuery(userId === undefined ? skipToken : { userId, ...filter });
  const { data } = userId === undefined ? own : ofUser;
  if (!data) return null;
  return (
    <span role="status">
      {data.isMore
        ? t('{count} entries or more', { count: data.count })
        : plural(data.count, '{count} entry', '{count} entries')}
    </span>
  );
}
