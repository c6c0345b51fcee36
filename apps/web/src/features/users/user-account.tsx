import { UserKeysPanel } from '../api-keys/user-keys-panel.tsx';
import { AuditPanel } from '../audit/audit-panel.tsx';
import { EntryDrawer } from '../credits/entry-drawer.tsx';
import type { HistorySearch } from '../credits/history-search.ts';
import { ForecastPanel } from '../usage/forecast-panel.tsx';
import { UsagePanel } from '../usage/usage-panel.tsx';
import { ExplainPanel } from './explain-panel.tsx';
import { FilesPanel } from './files-panel.tsx';
import { GrantsPanel } from './grants-panel.tsx';
import { HoldsPanel } from './holds-panel.tsx';
import { LimitsPanel } from './limits-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';
import { RefundEntry } from './refund-entry.tsx';
import type { UserDetail } from './use-user.ts';
import { UserBalance } from './user-balance.tsx';
import { UserEntries } from './user-entries.tsx';
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
        <ExplainPanel userId={user.id} lastSeq={user.account.lastSeq} />
        <div className={classes.columns}>
          <UsagePanel scope={{ userId: user.id }} />
          <div className={classes.stack}>
            <LimitsPanel user={user} />
            <ForecastPanel userId={user.id} />
          </div>
        </div>
        <GrantsPanel user={user} />
        <HoldsPanel user={user} />
        <UserSubscriptions userId={user.id} />
        <FilesPanel userId={user.id} />
        <UserKeysPanel userId={user.id} />
        <NotesPanel userId={user.id} />
        <AuditPanel filter={{ targetType: 'user', targetId: user.id }} />
        <UserEntries userId={user.id} search={search} onFilter={onFilter} />
      </div>
      <EntryDrawer
        userId={user.id}
        entryId={search.entry}
        onClose={onCloseEntry}
        actions={(entry) => <RefundEntry user={user} entry={entry} />}
      />
    </>
  );
}
