import { EmptyState } from '../../components/empty-state.tsx';
import listClasses from '../../components/list.module.css';
import { Panel } from '../../components/panel.tsx';
import { t } from '../../i18n/t.ts';
import { KeyList } from './key-list.tsx';

/** For admins: the keys that a user owns. Those of apps, which act for the user too, are nobody's own. */
export function UserKeysPanel({ userId }: { userId: string }) {
  return (
    <Panel title={t('API keys')}>
      <KeyList
        reach="any"
        search={{}}
        ownerId={userId}
        className={listClasses.table}
        empty={
          <EmptyState
            headingLevel={3}
            title={t('No keys yet')}
            text={t('The keys of this user are listed here.')}
          />
        }
      />
    </Panel>
  );
}
