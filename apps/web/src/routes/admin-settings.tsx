import { PageHeader } from '../components/page-header.tsx';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import { t } from '../i18n/t.ts';

export function AdminSettingsScreen() {
  return (
    <>
      <PageHeader title={t('Settings')} text={t('What holds for the whole product.')} />
      <SettingsPage />
    </>
  );
}
