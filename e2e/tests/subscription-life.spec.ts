import type { Locator, Page } from '@playwright/test';
import { emailOf } from '../support/api.ts';
import { test } from '../support/own-server.ts';
import { expectBalance, expectScreen, headerBalance } from '../support/screens.ts';
import { expect } from '../support/test.ts';

test.use({ as: 'newcomer' });
test.describe.configure({ mode: 'default', timeout: 90_000 });

const DAY_MS = 86_400_000;
const ownPlan = (page: Page) => page.getByRole('region', { name: 'Your plan' });

/** The instant at the beginning of the day that a plan names, as “Renews on 22 Dec 2026”. */
async function dateAfter(words: string, where: Locator): Promise<number> {
  const text = await where.textContent();
  return Date.parse(`${new RegExp(`${words} (\\d+ \\w+ \\d{4})`).exec(text ?? '')?.[1]} UTC`);
}

/** Buys with what the checkout asks for, and answers that in dollars. */
async function pay(page: Page): Promise<number> {
  const button = page.getByRole('button', { name: /^Pay \$[\d.]+$/ });
  const [dollars] = /[\d.]+/.exec((await button.textContent()) ?? '') ?? [];
  await button.click();
  await page.getByRole('link', { name: 'Back to the app' }).click();
  await expectScreen(page, 'Plans');
  return Number(dollars);
}

/** Pro gives 1,500 credits beside the 100 of the sign-up. */
async function subscribeToPro(page: Page): Promise<void> {
  await page.goto('/plans');
  await page.getByRole('link', { name: 'Subscribe: Pro, local checkout' }).click();
  expect(await pay(page)).toBe(29);
  await expect(ownPlan(page)).toContainText('Renews on');
  await expectBalance(page, 1_600);
}

async function press(developer: Page, button: string): Promise<void> {
  await developer.goto('/__clerk/billing');
  await developer.getByRole('button', { name: button, exact: true }).click();
  await expect(developer.getByRole('status')).toBeVisible();
}

async function moveOn(developer: Page, days: number): Promise<void> {
  await developer.goto('/__clerk/billing');
  await developer.getByRole('spinbutton', { name: 'Days' }).fill(String(days));
  await developer.getByRole('button', { name: 'Move time on' }).click();
  await expect(developer.getByRole('status')).toHaveText('Time has moved on.');
}

test('a plan renews: the next month is shown and its credits arrive, with what rolls over', async ({
  page,
  openBrowser,
}) => {
  const { page: developer } = await openBrowser('admin');
  await subscribeToPro(page);
  const firstEnd = await dateAfter('Renews on', ownPlan(page));
  await press(developer, `To the next event: ${await emailOf(page.context())}`);
  await expectBalance(page, 100 + 500 + 1_500);
  await expect
    .poll(() => dateAfter('Renews on', ownPlan(page)), { message: 'the page shows it by itself' })
    .toBeGreaterThan(firstEnd + 27 * DAY_MS);
  await expect(ownPlan(page)).toContainText('Active');
});

test('a user upgrades in the middle of a month: what is unused counts, in money and in credits', async ({
  page,
  openBrowser,
}) => {
  const { page: developer } = await openBrowser('admin');
  await subscribeToPro(page);
  await moveOn(developer, 15);
  await page.reload();
  const studio = page.getByRole('region', { name: 'Studio', exact: true });
  await expect(studio).toContainText('Begins at once. Unused time of Pro is taken off the price.');
  await studio.getByRole('link', { name: 'Switch: Studio, local checkout' }).click();
  const dollars = await pay(page);
  // A month has 28 to 31 days, of which 15 are gone.
  const unused = (99 - dollars) / 29;
  expect(unused).toBeGreaterThan(13 / 28 - 0.01);
  expect(unused).toBeLessThan(16 / 31 + 0.01);

  await expect(ownPlan(page)).toContainText(/Studio.*Active.*\$99 a month\. Renews on/);
  await expect(studio).toContainText('Your plan');
  const expected = 100 + 1_500 * (1 - unused) + 6_000;
  await expect.poll(() => balanceOf(page)).toBeGreaterThan(expected - 3);
  expect(await balanceOf(page)).toBeLessThan(expected + 3);
});

async function balanceOf(page: Page): Promise<number> {
  // What the eye sees runs up to the number; screen readers are told it at once.
  const credits = await headerBalance(page).locator('.visually-hidden').textContent();
  return Number(credits?.replaceAll(',', ''));
}

test('a payment that fails is told, and paid later the plan goes on', async ({ page, openBrowser }) => {
  const { page: developer } = await openBrowser('admin');
  await subscribeToPro(page);
  const email = await emailOf(page.context());
  await press(developer, `Fail the next payment: ${email}`);
  await press(developer, `To the next event: ${email}`);
  await expect(ownPlan(page)).toContainText('The last payment failed');
  await expectBalance(page, 1_600);
  await ownPlan(page).getByRole('link', { name: 'Pay now: Pro, local checkout' }).click();
  expect(await pay(page)).toBe(29);
  await expect(ownPlan(page)).toContainText('Renews on');
  await expectBalance(page, 100 + 500 + 1_500);
});

test('a canceled plan runs to the end of its period; then plan and credits are gone, what else there was stays', async ({
  page,
  openBrowser,
}) => {
  const { page: developer } = await openBrowser('admin');
  await subscribeToPro(page);
  await ownPlan(page).getByRole('button', { name: 'Cancel plan' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel plan' }).click();
  await expect(ownPlan(page)).toContainText('Ends on');
  await press(developer, `To the next event: ${await emailOf(page.context())}`);
  await expectBalance(page, 100);
  await expect(ownPlan(page)).toBeHidden();
  await expect(page.getByRole('link', { name: 'Subscribe: Pro, local checkout' })).toBeVisible();
});
