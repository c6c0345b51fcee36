import { Link } from '@tanstack/react-router';
import { AmountText } from '../../components/amount-text.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { useFeatures } from '../settings/use-features.ts';
import { type Entry, titleOfEntry } from './entry-title.ts';
import classes from './recent-entries.module.css';

const COUNT = 5;

/** The last changes of the balance; each opens in History. */
export function RecentEntries() {
  const history = trpc.credits.history.useQuery({ limit: COUNT });
  return (
    <Panel title={t('Last entries')} actions={<Link to="/history">{t('See all')}</Link>}>
      {history.data ? (
        <Entries entries={history.data.items} />
      ) : history.error ? (
        <QueryError
          title={t('Your entries failed to load')}
          error={history.error}
          onRetry={() => void history.refetch()}
          isRetrying={history.isFetching}
        />
      ) : (
        <TableSkeleton rows={COUNT} label={t('Loading your entries')} />
      )}
    </Panel>
  );
}

function Entries({ entries }: { entries: Entry[] }) {
  const { nameOf } = useFeatures();
  if (entries.length === 0) {
    return (
      <EmptyState
        headingLevel={3}
        title={t('No entries yet')}
        text={t('Every change of your balance will stand here.')}
      />
    );
  }
  return (
    <ul className={classes.list}>
      {entries.map((entry) => (
        <li key={entry.id} className={classes.entry}>
          <Link to="/history" search={{ entry: entry.id }} className={classes.link}>
            {titleOfEntry(entry, nameOf)}
          </Link>
          <span className={classes.time}>
            <TimeText instant={entry.timestamp} mode="relative" />
          </span>
          <span className={classes.amount}>
            <AmountText change={-entry.creditsUsed} />
            <span className="visually-hidden"> {t('credits')}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
