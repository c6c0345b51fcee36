import type { Page } from '@playwright/test';
import type { Screen } from './screen-list.ts';
import { expectScreen } from './screens.ts';
import { expect } from './test.ts';

/** What only admins see, but billing. */
export const adminScreens: Screen[] = [
  {
    name: 'admin-plans',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/plans');
      await expect(page.getByRole('row').nth(2)).toBeVisible();
    },
  },
  {
    name: 'admin-plan',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/plans');
      await page.getByRole('link', { name: 'Pro', exact: true }).click();
      await expectScreen(page, 'Pro');
    },
  },
  {
    name: 'admin-plan-refused',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/plans/new');
      await page.getByRole('textbox', { name: 'Credits per period' }).fill('-1');
      await page.getByRole('button', { name: 'Create plan' }).click();
      await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
    },
  },
  {
    name: 'admin-plan-archive',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/plans');
      await page.getByRole('button', { name: 'Actions for Pro' }).click();
      await page.getByRole('menuitem', { name: 'Archive' }).click();
      await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Reason' })).toBeVisible();
    },
  },
  {
    name: 'admin-plans-import',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/plans');
      await page.getByRole('button', { name: 'Import from Clerk' }).click();
      await page.getByRole('button', { name: 'Preview' }).click();
      await expect(page.getByRole('region', { name: 'Preview' })).toContainText('Team');
    },
  },
  {
    name: 'admin-history',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/history');
      await expect(page.getByRole('row').nth(12)).toBeVisible();
    },
  },
  {
    name: 'admin-users',
    as: 'admin',
    async open(page) {
      // The demo users, without those whom the other tests have signed up.
      await page.goto('/admin/users?search=example.com');
      await expect(page.getByRole('row')).toHaveCount(11);
    },
  },
  { name: 'admin-user', as: 'admin', open: openUser },
  {
    name: 'admin-adjust',
    as: 'admin',
    async open(page) {
      await openUser(page);
      await page.getByRole('button', { name: 'Adjust balance' }).click();
      await page.getByRole('textbox', { name: 'Change (credits)' }).fill('-50');
      await page.getByRole('textbox', { name: 'Reason' }).fill('Charged twice by mistake');
    },
  },
  {
    name: 'admin-deactivate',
    as: 'admin',
    async open(page) {
      await openUser(page);
      await page.getByRole('button', { name: 'Deactivate' }).click();
      await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Reason' })).toBeVisible();
    },
  },
  {
    name: 'admin-auditor',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/system/auditor');
      await expect(page.getByRole('heading', { name: 'No deviation' })).toBeVisible();
    },
  },
  {
    name: 'admin-jobs',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/system/jobs');
      await expect(page.getByRole('row', { name: /Settle due grants and holds/ })).toBeVisible();
    },
  },
  {
    name: 'admin-mail',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/system/mail');
      await expect(page.getByRole('main')).toContainText('Local mail');
    },
  },
];

async function openUser(page: Page): Promise<void> {
  await page.goto('/admin/users?search=kofi');
  await page.getByRole('link', { name: /Kofi Mensah/ }).click();
  await expectScreen(page, 'Kofi Mensah');
}
