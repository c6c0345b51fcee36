import { toldServer } from '../env.ts';
import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test('sign-in needs no mouse', async ({ page }) => {
  const { email, password } = toldServer().accounts.user;
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: 'Email address' }).focus();
  await page.keyboard.type(email);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Password' })).toBeFocused();
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expectScreen(page, 'Overview');
});

test.describe('signed in', () => {
  test.use({ as: 'user' });

  test('the first Tab offers to skip to the content', async ({ page }) => {
    await page.goto('/');
    await expectScreen(page, 'Overview');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to content' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  });

  test('Tab reaches the navigation, Enter follows it, and the focus can be seen', async ({ page }) => {
    await page.goto('/');
    await expectScreen(page, 'Overview');
    const link = page.getByRole('navigation').getByRole('link', { name: 'History' });
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Tab');
      if (await link.evaluate((element) => element.matches(':focus-visible'))) break;
    }
    await expect(link).toBeFocused();
    await expect(link).not.toHaveCSS('outline-style', 'none');
    await page.keyboard.press('Enter');
    await expectScreen(page, 'History');
  });
});
