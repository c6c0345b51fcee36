import { Outlet } from '@tanstack/react-router';
import { PageHeader } from '../components/page-header.tsx';
import { SystemTabs } from '../features/system/system-tabs.tsx';
import { t } from '../i18n/t.ts';

export function AdminSystemScreen() {
  return (
    <>
      <PageHeader title={t('System')} text={t('What runs in the background, and what it found.')} />
      <SystemTabs />
      <Outlet />
    </>
  );
}
