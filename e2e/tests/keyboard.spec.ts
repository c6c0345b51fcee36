import type { Locator, Page } from '@playwright/test';
import { toldServer } from '../env.ts';
import { chargeLine } from '../support/playground.ts';
import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

/** Moves the focus as somebody without a mouse does. */
async function pressTabUntil(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element.matches(':focus-visible'))) return;
  }
  await expect(target, 'Tab reaches it').toBeFocused();
}

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
    await pressTabUntil(page, link);
    await expect(link).not.toHaveCSS('outline-style', 'none');
    await page.keyboard.press('Enter');
    await expectScreen(page, 'History');
  });
});

test.describe('a newcomer', () => {
  test.use({ as: 'newcomer' });

  test('sends a message and stops the answer without a mouse', async ({ page }) => {
    await page.goto('/playground');
    await pressTabUntil(page, page.getByRole('textbox', { name: 'Message' }));
    await page.keyboard.type('What is a refund?');
    await page.keyboard.press('Enter');
    await expect(chargeLine(page)).toContainText('tokens written');

    await pressTabUntil(page, page.getByRole('combobox', { name: 'How the demo model behaves' }));
    await page.keyboard.type('Hangs');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.type('And what is a grant?');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Waiting for the first word')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(chargeLine(page)).toContainText('you stopped it');
  });
});
