import { skipToken } from '@tanstack/react-query';
import { formatNumber } from '../../format/numbers.ts';
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
  const count = `${formatNumber(data.count)}${data.isMore ? '+' : ''}`;
  return <span role="status">{data.count === 1 && !data.isMore ? '1 entry' : `${count} entries`}</span>;
}
