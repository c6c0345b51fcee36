import { expect, test } from '../support/test.ts';

test.use({ as: 'user', colorScheme: 'light' });

const paper = 'rgb(251, 250, 246)';
const ground = 'rgb(12, 17, 16)';

test('the chosen theme stays over reloads, on the sign-in screen too', async ({ page, context }) => {
  await page.goto('/');
  await expect(page.locator('body')).toHaveCSS('background-color', paper);

  await page.getByRole('button', { name: /^Theme/ }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await expect(page.locator('body')).toHaveCSS('background-color', ground);

  await page.reload();
  await expect(page.getByRole('button', { name: 'Theme: Dark' })).toBeVisible();
  await expect(page.locator('body')).toHaveCSS('background-color', ground);

  await context.clearCookies();
  await page.goto('/sign-in');
  await expect(page.locator('body')).toHaveCSS('background-color', ground);
});

test('without a choice the theme follows the system', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Theme: As the system' })).toBeVisible();
  await expect(page.locator('body')).toHaveCSS('background-color', paper);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('body')).toHaveCSS('background-color', ground);
});
