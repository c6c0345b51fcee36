import type { Page } from '@playwright/test';
import { toldServer } from '../env.ts';
import { listSeriousViolations } from '../support/accessibility.ts';
import { expectScreen, expectSignIn, fillSignIn } from '../support/screens.ts';
import { keepScreenshot } from '../support/screenshots.ts';
import { expect, test } from '../support/test.ts';

const checkout = '/__clerk/checkout?plan=cplan_demo_pro&period=month&return_to=/plans';

/** Local pages follow the system's colours. */
async function expectGoodLooks(page: Page, name: string): Promise<void> {
  for (const [size, width] of [
    ['desktop', 1440],
    ['phone', 360],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await keepScreenshot(page, `${name}-${size}-${colorScheme}`);
      expect
        .soft(await listSeriousViolations(page, 'everything'), `axe, ${size}, ${colorScheme}`)
        .toEqual([]);
    }
    const widthPx = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect.soft(widthPx, `nothing sticks out sideways at ${width}`).toBeLessThanOrEqual(width);
  }
}

test.describe('a newcomer', () => {
  test.use({ as: 'newcomer' });

  test('pays for a plan on the local checkout, gets a receipt, and goes back to the app', async ({
    page,
  }) => {
    await page.goto(checkout);
    await expectScreen(page, 'Subscribe to Pro');
    await expect(page.getByRole('note')).toContainText('no money moves');
    await page.getByRole('link', { name: 'Yearly' }).click();
    await expect(page.getByRole('button', { name: 'Pay $290.00' })).toBeVisible();
    await expectGoodLooks(page, 'local-checkout');
    await page.getByRole('button', { name: 'Pay $290.00' }).click();
    await expectScreen(page, 'You are on Pro');
    await expect(page.getByRole('main')).toContainText('$290.00');
    await expectGoodLooks(page, 'local-receipt');
    await page.getByRole('link', { name: 'Back to the app' }).click();
    await expectScreen(page, 'Plans');
  });

  test('is told that a card was declined, and pays with another', async ({ page }) => {
    await page.goto(checkout);
    await page.getByRole('radio', { name: 'A card that is declined' }).check();
    await page.getByRole('button', { name: 'Pay $29.00' }).click();
    await expect(page.getByRole('alert')).toContainText('The card was declined. Nothing was charged');
    await page.getByRole('button', { name: 'Pay $29.00' }).click();
    await expectScreen(page, 'You are on Pro');
  });

  test('cancels a plan and takes that back', async ({ page }) => {
    await page.goto(checkout);
    await page.getByRole('button', { name: 'Pay $29.00' }).click();
    await page.getByRole('link', { name: 'Your subscription' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('main')).toContainText('Canceled, runs until the end of the period');
    await expectGoodLooks(page, 'local-subscription');
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  });
});

test('who is not signed in signs in first and then arrives at the checkout', async ({ page }) => {
  await page.goto(checkout);
  await expectSignIn(page);
  await fillSignIn(page, toldServer().accounts.user);
  await expectScreen(page, 'Subscribe to Pro');
});

test.describe('an admin', () => {
  test.use({ as: 'admin' });

  test('lets the next payment of a subscriber fail, and sees what was delivered', async ({
    page,
    openBrowser,
  }) => {
    const { page: customer } = await openBrowser('newcomer');
    await customer.goto(checkout);
    await customer.getByRole('button', { name: 'Pay $29.00' }).click();
    await expectScreen(customer, 'You are on Pro');
    await page.goto('/__clerk/billing');
    await expectScreen(page, 'Local billing');
    await page
      .getByRole('button', { name: /^Fail the next payment/ })
      .last()
      .click();
    await expect(page.getByRole('status')).toContainText('Done.');
    await expect(page.getByText('The next payment fails.').first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Delivery log' })).toContainText('subscriptionItem.active');
    await expectGoodLooks(page, 'local-billing');
  });
});

test.describe('a user', () => {
  test.use({ as: 'user', expectedStatuses: [403] });

  test('does not reach the page for developers', async ({ page }) => {
    await page.goto('/__clerk/billing');
    await expect(page.getByRole('alert')).toContainText('This page is for admins.');
  });
});
