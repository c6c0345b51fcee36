import { LinkButton } from '../../components/link-button.tsx';
import { Panel } from '../../components/panel.tsx';
import { t } from '../../i18n/t.ts';

/** In the settings: the way to one's keys. */
export function ApiKeysPanel() {
  return (
    <Panel
      title={t('API keys')}
      actions={
        <LinkButton to="/settings/api-keys" variant="default" size="compact-sm">
          {t('Manage keys')}
        </LinkButton>
      }
    >
      {t('A key lets a program of yours spend your credits, within limits that you set.')}
    </Panel>
  );
}
