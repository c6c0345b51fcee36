import { LinkButton } from '../../components/link-button.tsx';
import { Panel } from '../../components/panel.tsx';

/** In the settings: the way to one's keys. */
export function ApiKeysPanel() {
  return (
    <Panel
      title="API keys"
      actions={
        <LinkButton to="/settings/api-keys" variant="default" size="compact-sm">
          Manage keys
        </LinkButton>
      }
    >
      A key lets a program of yours spend your credits, within limits that you set.
    </Panel>
  );
}
