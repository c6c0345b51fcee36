import { PageHeader } from '../components/page-header.tsx';
import { ApiKeysPanel } from '../features/api-keys/api-keys-panel.tsx';
import { AlertSettings } from '../features/credits/alert-settings.tsx';
import { ThemeSettings } from '../shell/theme-settings.tsx';
import classes from './settings.module.css';

export function SettingsScreen() {
  return (
    <>
      <PageHeader title="Settings" />
      <div className={classes.stack}>
        <AlertSettings />
        <ApiKeysPanel />
        <ThemeSettings />
      </div>
    </>
  );
}
