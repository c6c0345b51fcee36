import { Outlet } from '@tanstack/react-router';
import { PageHeader } from '../components/page-header.tsx';
import { SystemTabs } from '../features/system/system-tabs.tsx';

export function AdminSystemScreen() {
  return (
    <>
      <PageHeader title="System" text="What runs in the background, and what it found." />
      <SystemTabs />
      <Outlet />
    </>
  );
}
