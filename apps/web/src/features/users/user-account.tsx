import { EntryDrawer } from '../credits/entry-drawer.tsx';
import type { HistorySearch } from '../credits/history-search.ts';
import { ForecastPanel } from '../usage/forecast-panel.tsx';
import { UsagePanel } from '../usage/usage-panel.tsx';
import type { UserDetail } from './use-user.ts';
import { UserBalance } from './user-balance.tsx';
import { UserEntries } from './user-entries.tsx';
import { UserGrants } from './user-grants.tsx';
import { UserHeader } from './user-header.tsx';
import classes from './user-page.module.css';
import { UserSubscriptions } from './user-subscriptions.tsx';

export type UserAccountProps = {
  user: UserDetail;
  search: HistorySearch;
  onFilter: (filter: HistorySearch) => void;
  onCloseEntry: () => void;
};

export function UserAccount({ user, search, onFilter, onCloseEntry }: UserAccountProps) {
  return (
    <>
      <UserHeader user={user} />
      <div className={classes.stack}>
        <UserBalance account={user.account} />
        <div className={classes.columns}>
          <UsagePanel scope={{ userId: user.id }} />
          <div className={classes.stack}>
            <UserGrants grants={user.account.grants} />
            <ForecastPanel userId={user.id} />
          </div>
        </div>
        <UserSubscriptions userId={user.id} />
        <UserEntries userId={user.id} search={search} onFilter={onFilter} />
      </div>
      <EntryDrawer userId={user.id} entryId={search.entry} onClose={onCloseEntry} />
    </>
  );
}
