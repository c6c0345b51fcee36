import { readFile } from 'node:fs/promises';
import { readLedger } from '../support/ledger.ts';
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

test('amounts, models and a key are filters behind one button, which says how many are on', async ({
  page,
}) => {
  await page.goto('/history?kind=SPEND');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  const more = page.getByRole('dialog', { name: 'More' });
  await more.getByRole('textbox', { name: 'At least, credits' }).fill('9');
  await more.getByRole('textbox', { name: 'At most, credits' }).fill('5');
  await more.getByRole('button', { name: 'Apply' }).click();
  await expect(more).toContainText('More than the most');
  await more.getByRole('textbox', { name: 'At least, credits' }).fill('5');
  await more.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/kind=SPEND&min=5&max=5/);
  await expect(page.getByRole('button', { name: 'More: 1' })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Image generation', exact: true })).not.toHaveCount(0);
  await expect(page.getByRole('cell', { name: 'Text chat', exact: true })).toHaveCount(0);
});

test('a text in the details is searched for as it is typed, and the back button undoes the search', async ({
  page,
}) => {
  await page.goto('/usage');
  await page.getByRole('navigation').getByRole('link', { name: 'History' }).click();
  await page.getByRole('searchbox', { name: 'Search the details' }).fill('no such words');
  await expect(page).toHaveURL(/text=no(\+|%20)such(\+|%20)words/);
  await expect(page.getByRole('heading', { name: 'No entry matches' })).toBeVisible();
  await expect(page.getByText('0 entries', { exact: true })).toBeVisible();
  await page.goBack();
  await expectScreen(page, 'Usage');
});

test('the whole filter is exported', async ({ page, context }) => {
  const refunds = await readLedger(context, { kinds: ['REFUND'] });
  await page.goto('/history?kind=REFUND');
  await page.getByRole('button', { name: 'Export' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /^NDJSON/ }).click();
  const file = await readFile(await (await download).path(), 'utf8');
  const ids = file
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).entry_id);
  expect(ids).toEqual(refunds.map(({ id }) => id).reverse());
});
