import { Button, Loader } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { followRowLink } from '../../components/follow-row-link.ts';
import { plural, t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { ENTRY_COLUMNS, EntryRow, EntryTableHead } from './entry-row.tsx';
import type { ListedEntry } from './entry-title.ts';
import classes from './history-table.module.css';

const ROW_PX = 36;
const OVERSCAN = 12;

type HistoryTableProps = {
  entries: ListedEntry[];
  /** Whether the entries are those of all users. */
  hasUsers?: boolean;
  freshIds: ReadonlySet<string>;
  hasMore: boolean;
  isLoadingMore: boolean;
  /** Why the next page did not come; null when it did. */
  error: unknown;
  onMore: () => void;
};

/** All loaded entries; only those near the window are in the page. Asks for more before the end is reached. */
export function HistoryTable({ entries, freshIds, hasUsers = false, ...page }: HistoryTableProps) {
  const { hasMore, isLoadingMore, error, onMore } = page;
  const frame = useRef<HTMLDivElement>(null);
  const [offsetTop, setOffsetTop] = useState(0);
  useLayoutEffect(() => setOffsetTop(frame.current?.offsetTop ?? 0), []);

  const virtualizer = useWindowVirtualizer({
    count: entries.length,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => entries[index]?.id ?? index,
    overscan: OVERSCAN,
    scrollMargin: offsetTop,
  });
  const rows = virtualizer.getVirtualItems();
  const first = rows.at(0);
  const last = rows.at(-1);

  const isNearEnd = last !== undefined && last.index >= entries.length - OVERSCAN;
  useEffect(() => {
    if (isNearEnd && hasMore && !isLoadingMore && error === null) onMore();
  }, [isNearEnd, hasMore, isLoadingMore, error, onMore]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: clicks only help to reach the links inside
    <div ref={frame} className={classes.frame} onClick={followRowLink}>
      <DataTable caption={t('Entries, newest first')} hasStickyHead>
        <EntryTableHead hasUsers={hasUsers} />
        <tbody>
          <Gap rows={first?.index ?? 0} />
          {rows.map(({ index, key }) => {
            const entry = entries[index];
            return entry && <EntryRow key={key} entry={entry} isFresh={freshIds.has(entry.id)} />;
          })}
          <Gap rows={last ? entries.length - 1 - last.index : 0} />
        </tbody>
      </DataTable>
      <div className={classes.end} role="status">
        {isLoadingMore && <Loader size="xs" type="dots" role="img" aria-label={t('Loading more entries')} />}
        {!isLoadingMore && error !== null && (
          <span className={classes.failed}>
            {t('More entries failed to load.')} {sentenceOfError(error)}
            <Button size="compact-sm" variant="default" onClick={onMore}>
              {t('Try again')}
            </Button>
          </span>
        )}
        {!hasMore && plural(entries.length, 'That is all: {count} entry.', 'That is all: {count} entries.')}
      </div>
    </div>
  );
}

/** Holds the place of rows that are not in the page. */
function Gap({ rows }: { rows: number }) {
  if (rows === 0) return null;
  return (
    <tr className={classes.gap}>
      <td colSpan={ENTRY_COLUMNS} style={{ height: rows * ROW_PX }} />
    </tr>
  );
}
