import type { Page } from '@playwright/test';
import type { Visitor } from './accounts.ts';
import { adminScreens } from './admin-screens.ts';
import { billingScreens } from './billing-screens.ts';
import { catalogueScreens } from './catalogue-screens.ts';
import { fileScreens } from './file-screens.ts';
import { keyScreens } from './key-screens.ts';
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
      await expect(page.getByRole('link', { name: 'Subscribe: Pro, local checkout' })).toBeVisible();
    },
  },
  ...adminScreens,
  ...billingScreens,
  ...catalogueScreens,
  ...fileScreens,
  ...keyScreens,
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
      await expect(page.getByRole('dialog').getByRole('link', { name: 'Files' })).toBeVisible();
    },
  },
];
