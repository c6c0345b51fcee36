import type { Screen } from './screen-list.ts';
import { expect } from './test.ts';

/** What users and admins see of subscriptions. */
export const billingScreens: Screen[] = [
  {
    name: 'plans-subscribed',
    as: 'newcomer',
    async open(page) {
      await page.goto('/__clerk/checkout?plan=cplan_demo_pro&period=month&return_to=/plans');
      await page.getByRole('button', { name: 'Pay $29.00' }).click();
      await page.getByRole('link', { name: 'Back to the app' }).click();
      await expect(page.getByRole('region', { name: 'Your plan' })).toContainText('Renews on');
    },
  },
  {
    name: 'plans-cancel',
    as: 'admin',
    async open(page) {
      await page.goto('/plans');
      await page.getByRole('button', { name: 'Cancel plan' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'admin-billing-figures',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/billing/figures');
      await expect(page.getByRole('table', { name: /Figures by month/ })).toBeVisible();
    },
  },
  {
    name: 'admin-billing-inbox',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/billing/inbox');
      await expect(page.getByRole('region', { name: 'Deliveries' })).toBeVisible();
    },
  },
  {
    name: 'admin-billing-events',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/billing/events');
      await expect(page.getByRole('row').nth(2)).toBeVisible();
    },
  },
  {
    name: 'admin-billing-sync',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/billing/sync');
      await expect(page.getByRole('button', { name: 'Dry run' })).toBeVisible();
    },
  },
  {
    name: 'admin-billing-packs',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/billing/packs');
      await expect(page.getByRole('button', { name: 'Record a pack' })).toBeVisible();
    },
  },
  {
    name: 'admin-billing-drift',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/billing/drift');
      await page.getByRole('button', { name: 'Compare' }).click();
      await expect(page.getByRole('button', { name: 'Compare again' })).toBeEnabled({ timeout: 30_000 });
    },
  },
];
