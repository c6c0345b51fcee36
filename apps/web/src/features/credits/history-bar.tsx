import { exportAddress } from './export-address.ts';
import { ExportMenu } from './export-menu.tsx';
import classes from './history-bar.module.css';
import { HistoryCount } from './history-count.tsx';
import type { HistorySearch } from './history-search.ts';

type HistoryBarProps = { search: HistorySearch; userId?: string };

/** Between the filters and the list: how many there are, and the way to take them along. */
export function HistoryBar({ search, userId }: HistoryBarProps) {
  return (
    <div className={classes.bar}>
      <HistoryCount search={search} userId={userId} />
      <ExportMenu addressOf={(format) => exportAddress(search, format, userId)} />
    </div>
  );
}
