import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'user', viewport: { width: 360, height: 740 } });

test('on a phone the menu leads to every screen and closes by itself', async ({ page }) => {
  await page.goto('/');
  await expectScreen(page, 'Overview');
  const menu = page.getByRole('dialog');
  for (const screen of ['History', 'Playground', 'Overview']) {
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    await menu.getByRole('link', { name: screen }).click();
    await expectScreen(page, screen);
    await expect(menu).toBeHidden();
  }
});

test('Escape closes the menu and gives the focus back', async ({ page }) => {
  await page.goto('/');
  const button = page.getByRole('button', { name: 'Menu', exact: true });
  await button.click();
  await expect(page.getByRole('dialog').getByRole('link', { name: 'History' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(button).toBeFocused();
});
