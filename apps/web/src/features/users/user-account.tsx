import { AuditPanel } from '../audit/audit-panel.tsx';
import type { HistorySearch } from '../credits/history-search.ts';
import { ExplainPanel } from './explain-panel.tsx';
import { GrantsPanel } from './grants-panel.tsx';
import { HoldsPanel } from './holds-panel.tsx';
import { LimitsPanel } from './limits-panel.tsx';
import { NotesPanel } from './notes-panel.tsx';
import type { UserDetail } from './use-user.ts';
import { UserBalance } from './user-balance.tsx';
import { UserEntries } from './user-entries.tsx';
import { UserEntryDrawer } from './user-entry-drawer.tsx';
import { UserHeader } from './user-header.tsx';
import classes from './user-page.module.css';
import { UserSubscriptions } from './user-subscriptions.tsx';
import { UserUsage } from './user-usage.tsx';

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
          <UserUsage userId={user.id} />
          <LimitsPanel user={user} />
        </div>
        <GrantsPanel user={user} />
        <HoldsPanel user={user} />
        <UserSubscriptions userId={user.id} />
        <NotesPanel userId={user.id} />
        <AuditPanel filter={{ targetType: 'user', targetId: user.id }} />
        <UserEntries user={user} search={search} onFilter={onFilter} />
      </div>
      <UserEntryDrawer user={user} entryId={search.entry} onClose={onCloseEntry} />
    </>
  );
}
