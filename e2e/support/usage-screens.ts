import type { Page } from '@playwright/test';
import type { Screen } from './screen-list.ts';
import { expectScreen } from './screens.ts';
import { expect } from './test.ts';

const expectChart = (page: Page) => expect(page.getByRole('slider', { name: /^Credits used/ })).toBeVisible();

/** What users and admins see of usage. */
export const usageScreens: Screen[] = [
  {
    name: 'usage',
    as: 'user',
    async open(page) {
      await page.goto('/usage');
      await expectChart(page);
    },
  },
  {
    name: 'usage-compared',
    as: 'user',
    async open(page) {
      await page.goto('/usage?period=7d&compare=yes&by=operationType');
      await expectChart(page);
      await page.getByRole('slider').focus();
    },
  },
  {
    name: 'usage-table',
    as: 'user',
    async open(page) {
      await page.goto('/usage?view=table&compare=yes');
      await expect(page.getByRole('columnheader', { name: 'Before, credits' })).toBeVisible();
    },
  },
  {
    name: 'usage-newcomer',
    as: 'newcomer',
    async open(page) {
      await page.goto('/usage');
      await expect(page.getByRole('heading', { name: 'Nothing used in this time' })).toBeVisible();
    },
  },
  {
    name: 'statement',
    as: 'user',
    async open(page) {
      await page.goto('/statement');
      await expect(page.getByRole('table', { name: 'Usage by feature' })).toBeVisible();
    },
  },
  {
    name: 'settings',
    as: 'user',
    async open(page) {
      await page.goto('/settings');
      await expect(page.getByRole('button', { name: 'Save threshold' })).toBeVisible();
    },
  },
  {
    name: 'history-more',
    as: 'user',
    async open(page) {
      await page.goto('/history?min=5');
      await page.getByRole('button', { name: 'More: 1' }).click();
      await expect(page.getByRole('textbox', { name: 'Models' })).toBeVisible();
    },
  },
  {
    name: 'admin-overview',
    as: 'admin',
    async open(page) {
      await page.goto('/admin');
      await expectScreen(page, 'Admin overview');
      await expectChart(page);
    },
  },
  {
    name: 'admin-usage',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/usage?period=7d&unit=hour');
      await expectChart(page);
    },
  },
];
