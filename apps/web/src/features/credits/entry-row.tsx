import { Link } from '@tanstack/react-router';
import { AmountText } from '../../components/amount-text.tsx';
import { tableClasses } from '../../components/data-table.tsx';
import { formatDateTime } from '../../format/dates.ts';
import { formatNumber } from '../../format/numbers.ts';
import { FeatureMark } from '../settings/feature-mark.tsx';
import type { Entry } from './entry-title.ts';
import { kindLabels, operationLabels } from './labels.ts';

/** The columns that <EntryRow> fills. */
export function EntryTableHead() {
  return (
    <thead>
      <tr>
        <th scope="col">Time</th>
        <th scope="col">Kind</th>
        <th scope="col">Feature</th>
        <th scope="col">Operation</th>
        <th scope="col" className={tableClasses.number}>
          Change, credits
        </th>
        <th scope="col" className={tableClasses.number}>
          Balance after, credits
        </th>
      </tr>
    </thead>
  );
}

export const ENTRY_COLUMNS = 6;

/** One entry; opens it through the search parameter `entry` of the screen that it is on. */
export function EntryRow({ entry, isFresh = false }: { entry: Entry; isFresh?: boolean }) {
  return (
    <tr className={tableClasses.linkRow} data-fresh={isFresh}>
      <td>
        <Link
          to="."
          search={(previous: Record<string, unknown>) => ({ ...previous, entry: entry.id })}
          resetScroll={false}
          className={tableClasses.rowLink}
        >
          <time dateTime={entry.timestamp}>{formatDateTime(entry.timestamp)}</time>
        </Link>
      </td>
      <td>{kindLabels[entry.kind]}</td>
      <td>{entry.featureKey ? <FeatureMark featureKey={entry.featureKey} /> : '–'}</td>
      <td>{operationLabels[entry.operationType]}</td>
      <td className={tableClasses.number}>
        <AmountText change={-entry.creditsUsed} />
      </td>
      <td className={tableClasses.number}>{formatNumber(entry.balanceAfter)}</td>
    </tr>
  );
}
