import { t } from '../../i18n/t.ts';
import { History } from '../credits/history.tsx';
import { HistoryFilters } from '../credits/history-filters.tsx';
import type { HistorySearch } from '../credits/history-search.ts';
import classes from './user-page.module.css';

type UserEntriesProps = {
  userId: string;
  search: HistorySearch;
  /** Changes the filters in the address. */
  onFilter: (filter: HistorySearch) => void;
};

export function UserEntries({ userId, search, onFilter }: UserEntriesProps) {
  const reset = () => onFilter({});
  return (
    <section className={classes.entries} aria-labelledby="user-entries">
      <h2 id="user-entries" className={classes.subtitle}>
        {t('Entries')}
      </h2>
      <HistoryFilters
        userId={userId}
        search={search}
        onChange={(changed) => onFilter({ ...search, ...changed })}
        onReset={reset}
      />
      <History userId={userId} search={search} onReset={reset} />
    </section>
  );
}
