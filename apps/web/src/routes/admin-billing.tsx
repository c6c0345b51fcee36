import { Outlet } from '@tanstack/react-router';
import { PageHeader } from '../components/page-header.tsx';
import { BillingTabs } from '../features/billing/billing-tabs.tsx';

export function AdminBillingScreen() {
  return (
    <>
      <PageHeader title="Billing" text="What subscriptions bring, and whether Scrip and Clerk agree." />
      <BillingTabs />
      <Outlet />
    </>
  );
}
