import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'user' });

test('a chosen filter is in the address and holds after a reload', async ({ page }) => {
  await page.goto('/history');
  await page.getByRole('button', { name: 'Kind' }).click();
  await page.getByRole('checkbox', { name: 'Refund' }).check();
  await page.keyboard.press('Escape');

  await expect(page).toHaveURL(/\/history\?kind=REFUND$/);
  const kinds = page.getByRole('table').getByRole('row').getByRole('cell').nth(1);
  await expect(kinds).toHaveText('Refund');
  await expect(page.getByRole('cell', { name: 'Spend', exact: true })).toHaveCount(0);

  await page.reload();
  await expect(page.getByRole('button', { name: 'Kind: Refund' })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Refund', exact: true })).not.toHaveCount(0);
  await expect(page.getByRole('cell', { name: 'Spend', exact: true })).toHaveCount(0);

  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page).toHaveURL(/\/history$/);
  await expect(page.getByRole('cell', { name: 'Spend', exact: true })).not.toHaveCount(0);
});

test('an address with several filters opens with exactly those entries', async ({ page }) => {
  await page.goto('/history?kind=SPEND,REFUND&feature=ai_image_generation');
  await expectScreen(page, 'History');
  await expect(page.getByRole('button', { name: 'Kind: Spend +1' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Feature: Image generation' })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Image generation', exact: true })).not.toHaveCount(0);
  await expect(page.getByRole('cell', { name: 'Text chat', exact: true })).toHaveCount(0);
  await expect(page.getByRole('cell', { name: 'Grant', exact: true })).toHaveCount(0);
});

test('dates in the address are days where the reader is, both included', async ({ page }) => {
  const day = (daysAgo: number) =>
    new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Lisbon' }).format(Date.now() - daysAgo * 86_400_000);
  await page.goto(`/history?from=${day(20)}&to=${day(10)}`);
  await expect(page.getByText(/^That is all/).or(page.getByRole('cell').first())).toBeVisible();

  const times = page.getByRole('row').getByRole('time');
  await expect(times).not.toHaveCount(0);
  const instants = await times.evaluateAll((all) => all.map((time) => time.getAttribute('datetime') ?? ''));
  for (const instant of instants) {
    const shown = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Lisbon' }).format(new Date(instant));
    expect(shown >= day(20) && shown <= day(10), `${shown} is within the days asked for`).toBe(true);
  }
});

test('a filter that nothing fits says so and offers to reset', async ({ page }) => {
  await page.goto('/history?type=PRD_GENERATION');
  await expect(page.getByRole('heading', { name: 'No entry matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Reset the filters' }).click();
  await expect(page.getByRole('table')).toBeVisible();
});
