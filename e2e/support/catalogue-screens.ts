import type { Screen } from './screen-list.ts';
import { expectScreen } from './screens.ts';
import { expect } from './test.ts';

/** The catalogue, prices, settings and the audit log. */
export const catalogueScreens: Screen[] = [
  {
    name: 'admin-features',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/features');
      await expect(page.getByRole('row').nth(2)).toBeVisible();
    },
  },
  {
    name: 'admin-feature',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/features/ai_text_chat');
      await expectScreen(page, 'Text chat');
    },
  },
  {
    name: 'admin-feature-edit',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/features/ai_text_chat');
      await page.getByRole('button', { name: 'Edit', exact: true }).click();
      await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Reason' })).toBeVisible();
    },
  },
  {
    name: 'admin-price',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/features/ai_text_chat/price');
      await page.getByRole('textbox', { name: 'Credits a use' }).fill('3');
      await page.getByRole('button', { name: 'Show the effect' }).click();
      await expect(page.getByRole('table', { name: /Credits by feature/ })).toBeVisible({ timeout: 20_000 });
    },
  },
  {
    name: 'admin-preview',
    as: 'admin',
    open: async (page) => {
      await page.goto('/admin/preview');
      await page.getByRole('combobox', { name: 'Add a price' }).selectOption({ index: 1 });
      await page.getByRole('combobox', { name: 'Add a plan' }).selectOption({ index: 1 });
      await expect(page.getByRole('textbox', { name: 'Credits per period' })).toBeVisible();
    },
  },
  {
    name: 'admin-state',
    as: 'admin',
    open: async (page) => {
      await page.goto('/admin/system/state');
      await expect(page.getByRole('table', { name: 'Migrations, newest first' })).toBeVisible();
    },
  },
  {
    name: 'admin-settings',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/settings');
      await expect(page.getByRole('textbox', { name: 'Sign-up credits' })).toBeVisible();
    },
  },
  {
    name: 'admin-audit',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/audit');
      await expect(page.getByRole('searchbox')).toBeVisible();
    },
  },
  {
    name: 'admin-grant',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/users?search=user@scrip');
      await page.getByRole('link', { name: /Uma User/ }).click();
      await page.getByRole('button', { name: 'Grant credits' }).click();
      await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Reason' })).toBeVisible();
    },
  },
  {
    name: 'palette',
    as: 'admin',
    async open(page) {
      await page.goto('/admin/users');
      await page.getByRole('button', { name: 'Go to or do' }).click();
      await page.getByRole('combobox', { name: /^Page, name/ }).fill('pl');
      await expect(
        page.getByRole('listbox', { name: 'What was found' }).getByRole('option').first(),
      ).toBeVisible();
    },
  },
];
