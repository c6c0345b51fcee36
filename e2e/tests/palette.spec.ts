import type { Page } from '@playwright/test';
import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

const search = (page: Page) => page.getByRole('combobox', { name: /^Page, name/ });

async function openPalette(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Go to or do' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(search(page)).toBeFocused();
}

test.describe('an admin', () => {
  test.use({ as: 'admin' });

  test('goes to a user by a part of the name, without a mouse', async ({ page }) => {
    await page.goto('/');
    await openPalette(page);
    await page.keyboard.type('uma');
    const option = page.getByRole('option', { name: /Uma User/ });
    await expect(option).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expectScreen(page, 'Uma User');
  });

  test('finds features, plans and what the screen can do', async ({ page }) => {
    await page.goto('/admin/users?search=user@scrip');
    await page.getByRole('link', { name: /Uma User/ }).click();
    await openPalette(page);
    await page.keyboard.type('image');
    await page.getByRole('option', { name: /Image generation/ }).click();
    await expectScreen(page, 'Image generation');

    await page.goBack();
    await openPalette(page);
    await page.keyboard.type('adjust');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Adjust balance' })).toBeVisible();
  });

  test('goes to an entry by its id, whoever’s it is', async ({ page }) => {
    await page.goto('/admin/users?search=user@scrip');
    await page.getByRole('link', { name: /Uma User/ }).click();
    await page
      .locator('main')
      .getByRole('row')
      .getByRole('link', { name: /\d\d:\d\d/ })
      .first()
      .click();
    const id = new URL(page.url()).searchParams.get('entry') ?? '';
    await page.goto('/');
    await openPalette(page);
    await page.keyboard.insertText(id);
    await page.getByRole('group', { name: 'Entries' }).getByRole('option').click();
    await expect(page).toHaveURL(new RegExp(`/admin/users/[^?]+\\?entry=${id}`));
    await expect(page.getByRole('dialog', { name: 'Entry' })).toContainText(id);
  });

  test('walks through the rows of a table with j and k', async ({ page }) => {
    await page.goto('/admin/users?search=example.com');
    await expect(page.getByRole('row')).toHaveCount(11);
    await expect(page.getByRole('button', { name: 'Go to or do' })).toBeVisible();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect(page.getByRole('row').nth(2).getByRole('link')).toBeFocused();
    await page.keyboard.press('k');
    await expect(page.getByRole('row').nth(1).getByRole('link')).toBeFocused();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toContainText('Next row');
  });
});

test.describe('a user', () => {
  test.use({ as: 'user' });

  test('is offered no screens of admins', async ({ page }) => {
    await page.goto('/');
    await openPalette(page);
    await page.keyboard.type('audit');
    await expect(page.getByRole('status').filter({ hasText: 'Nothing by that name' })).toBeVisible();
  });
});
