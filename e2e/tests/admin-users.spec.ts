import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'admin' });

test('an admin finds a user by a part of the address, and the search is in the page’s address', async ({
  page,
}) => {
  await page.goto('/admin/users');
  await page.getByRole('searchbox', { name: 'Search users' }).fill('user@scrip');
  await expect(page).toHaveURL(/search=user(@|%40)scrip/);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.reload();
  await expect(page.getByRole('searchbox', { name: 'Search users' })).toHaveValue('user@scrip');
  await expect(page.getByRole('row')).toHaveCount(2);

  await page.getByRole('link', { name: /Uma User/ }).click();
  await expectScreen(page, 'Uma User');
  await expect(page.getByRole('main')).toContainText('user@scrip.local');
});

test('a search without a match says so', async ({ page }) => {
  await page.goto('/admin/users?search=nobody-at-all');
  await expect(page.getByRole('main')).toContainText('Nobody matches “nobody-at-all”');
});

test.describe('asked for somebody who is not there', () => {
  test.use({ expectedStatuses: [404] });

  test('the user page says so', async ({ page }) => {
    await page.goto('/admin/users/nobody-at-all');
    await expectScreen(page, 'There is no such user');
  });
});
