import { Link } from '@tanstack/react-router';
import { AmountText } from '../../components/amount-text.tsx';
import { tableClasses } from '../../components/data-table.tsx';
import { useNow } from '../../components/use-now.ts';
import { formatShortTime } from '../../format/dates.ts';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { FeatureMark } from '../settings/feature-mark.tsx';
import { nameOf } from '../users/user-name.ts';
import classes from './entry-row.module.css';
import type { ListedEntry } from './entry-title.ts';
import { kindLabels, operationLabels } from './labels.ts';

/** The columns that <EntryRow> fills. */
export function EntryTableHead({ hasUsers }: { hasUsers: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">{t('Time')}</th>
        {hasUsers && <th scope="col">{t('User')}</th>}
        <th scope="col" className={classes.kind}>
          {t('Kind')}
        </th>
        <th scope="col" className={classes.feature}>
          {t('Feature')}
        </th>
        <th scope="col" className={classes.operation}>
          {t('Operation')}
        </th>
        <th scope="col" className={tableClasses.number}>
          {t('Credits')}
        </th>
        <th scope="col" className={tableClasses.number}>
          {t('Balance after, credits')}
        </th>
      </tr>
    </thead>
  );
}

export const ENTRY_COLUMNS = 7;

/**
 * One entry; opens it through the search parameter `entry` of the screen that it is on. Narrow windows show the kind
 * with the feature instead of in its own column. In the list of all users it says whose it is.
 */
export function EntryRow({ entry, isFresh = false }: { entry: ListedEntry; isFresh?: boolean }) {
  const now = useNow();
  return (
    <tr className={tableClasses.linkRow} data-fresh={isFresh}>
      <td className={classes.time}>
        <Link
          to="."
          search={(previous: Record<string, unknown>) => ({
            ...previous,
            entry: entry.id,
            ...(entry.user && { user: entry.userId }),
          })}
          resetScroll={false}
          className={tableClasses.rowLink}
          data-row-link
        >
          <time dateTime={entry.timestamp}>{formatShortTime(entry.timestamp, now)}</time>
        </Link>
      </td>
      {entry.user && (
        <td className={classes.user}>
          <Link to="/admin/users/$userId" params={{ userId: entry.userId }}>
            {nameOf(entry.user)}
          </Link>
        </td>
      )}
      <td className={classes.kind}>{t(kindLabels[entry.kind])}</td>
      <td className={classes.feature}>
        {entry.kind !== 'SPEND' && <span className={classes.narrowKind}>{t(kindLabels[entry.kind])}</span>}
        {entry.featureKey && <FeatureMark featureKey={entry.featureKey} />}
      </td>
      <td className={classes.operation}>{t(operationLabels[entry.operationType])}</td>
      <td className={tableClasses.number}>
        <AmountText change={-entry.creditsUsed} />
      </td>
      <td className={tableClasses.number}>{formatNumber(entry.balanceAfter)}</td>
    </tr>
  );
}
