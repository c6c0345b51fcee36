import type { Page } from '@playwright/test';
import type { Visitor } from './accounts.ts';
import { billingScreens } from './billing-screens.ts';
import { ask, chargeLine } from './playground.ts';
import { expectScreen, expectSignIn } from './screens.ts';
import { expect } from './test.ts';
import { usageScreens } from './usage-screens.ts';

export type Screen = {
  name: string;
  as: Visitor;
  open: (page: Page) => Promise<void>;
  isPhoneOnly?: boolean;
};

/** Every screen, with something on it, and what opens over it. */
export const screens: Screen[] = [
  {
    name: 'sign-in',
    as: 'nobody',
    async open(page) {
      await page.goto('/sign-in');
      await expectSignIn(page);
    },
  },
  {
    name: 'sign-up',
    as: 'nobody',
    async open(page) {
      await page.goto('/sign-up');
      await expectSignIn(page);
    },
  },
  {
    name: 'overview',
    as: 'user',
    async open(page) {
      await page.goto('/');
      await expect(page.getByRole('region', { name: 'Last 30 days' }).getByRole('slider')).not.toHaveCount(0);
    },
  },
  {
    name: 'overview-table',
    as: 'user',
    async open(page) {
      await page.goto('/');
      await page.getByText('Table', { exact: true }).click();
      await expect(page.getByRole('table')).toBeVisible();
    },
  },
  {
    name: 'overview-newcomer',
    as: 'newcomer',
    async open(page) {
      await page.goto('/');
      await expectScreen(page, 'Overview');
    },
  },
  ...usageScreens,
  {
    name: 'history',
    as: 'user',
    async open(page) {
      await page.goto('/history');
      await expect(page.getByRole('row').nth(12)).toBeVisible();
    },
  },
  {
    name: 'history-filtered',
    as: 'user',
    async open(page) {
      await page.goto('/history?kind=REFUND');
      await page.getByRole('button', { name: 'Kind: Refund' }).click();
      await expect(page.getByRole('checkbox', { name: 'Spend' })).toBeVisible();
    },
  },
  {
    name: 'history-entry',
    as: 'user',
    async open(page) {
      await page.goto('/history?kind=REFUND');
      await page.getByRole('row').nth(1).getByRole('link').click();
      await expect(page.getByRole('dialog')).toContainText('Refund of');
    },
  },
  {
    name: 'playground',
    as: 'newcomer',
    async open(page) {
      await page.goto('/playground');
      await expectScreen(page, 'Playground');
    },
  },
  {
    name: 'playground-answered',
    as: 'newcomer',
    async open(page) {
      await page.goto('/playground');
      await ask(page);
      await expect(chargeLine(page)).toContainText('tokens written');
      await ask(page, 'Fails midway');
      await expect(chargeLine(page)).toContainText('refunded');
    },
  },
  {
    name: 'playground-image',
    as: 'newcomer',
    async open(page) {
      await page.goto('/playground?mode=image');
      await page.getByRole('textbox', { name: 'What to paint' }).fill('A lighthouse at dusk');
      await page.getByRole('button', { name: 'Paint for 5 credits' }).click();
      await expect(page.getByRole('img', { name: 'A lighthouse at dusk' })).toBeVisible();
    },
  },
  {
    name: 'plans',
    as: 'user',
    async open(page) {
      await page.goto('/plans');
      await page.getByText('Yearly', { exact: true }).click();
      await expect(page.getByRole('region', { name: 'Pro' })).toContainText('Your plan');
    },
  },
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
  ...billingScreens,
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
  {
    name: 'admin-refusal',
    as: 'user',
    async open(page) {
      await page.goto('/admin/users');
      await expectScreen(page, 'This page is for admins');
    },
  },
  {
    name: 'not-found',
    as: 'user',
    async open(page) {
      await page.goto('/no/such/page');
      await expectScreen(page, 'There is no such page');
    },
  },
  {
    name: 'phone-menu',
    as: 'admin',
    isPhoneOnly: true,
    async open(page) {
      await page.goto('/');
      await page.getByRole('button', { name: 'Menu', exact: true }).click();
      await expect(page.getByRole('dialog').getByRole('link', { name: 'History' })).toBeVisible();
    },
  },
];

async function openUser(page: Page): Promise<void> {
  await page.goto('/admin/users?search=kofi');
  await page.getByRole('link', { name: /Kofi Mensah/ }).click();
  await expectScreen(page, 'Kofi Mensah');
}
