import { PageHeader } from '../components/page-header.tsx';
import { ApiKeysPanel } from '../features/api-keys/api-keys-panel.tsx';
import { AlertSettings } from '../features/credits/alert-settings.tsx';
import { t } from '../i18n/t.ts';
import { ThemeSettings } from '../shell/theme-settings.tsx';
import classes from './settings.module.css';

export function SettingsScreen() {
  return (
    <>
      <PageHeader title={t('Settings')} />
      <div className={classes.stack}>
        <AlertSettings />
        <ApiKeysPanel />
        <ThemeSettings />
      </div>
    </>
  );
}
