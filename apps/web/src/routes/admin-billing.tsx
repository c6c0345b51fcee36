import { Outlet } from '@tanstack/react-router';
import { PageHeader } from '../components/page-header.tsx';
import { BillingTabs } from '../features/billing/billing-tabs.tsx';
import { t } from '../i18n/t.ts';

export function AdminBillingScreen() {
  return (
    <>
      <PageHeader
        title={t('Billing')}
        text={t('What subscriptions bring, and whether Scrip and Clerk agree.')}
      />
      <BillingTabs />
      <Outlet />
    </>
  );
}
