import { callQuery } from '../support/api.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'user' });

test('an opened entry has an address that opens it again elsewhere', async ({ page, openBrowser }) => {
  await page.goto('/history?kind=REFUND');
  await page.getByRole('row').nth(1).getByRole('link').click();
  const entry = page.getByRole('dialog', { name: 'Entry' });
  await expect(entry).toContainText('Refund of');
  await expect(page).toHaveURL(/kind=REFUND&entry=/);
  const explanation = (await entry.getByRole('article').textContent()) ?? '';

  const elsewhere = await openBrowser('user');
  await elsewhere.page.goto(page.url());
  await expect(elsewhere.page.getByRole('dialog').getByRole('article')).toHaveText(explanation);

  await page.keyboard.press('Escape');
  await expect(entry).toBeHidden();
  await expect(page).toHaveURL(/\/history\?kind=REFUND$/);
});

test('a refund leads to the spend that it returns', async ({ page }) => {
  await page.goto('/history?kind=REFUND');
  await page.getByRole('row').nth(1).getByRole('link').click();
  const entry = page.getByRole('dialog', { name: 'Entry' });
  await entry.getByRole('link', { name: /^Spend of/ }).click();
  await expect(entry).toContainText('All of it was refunded');
  await entry.getByRole('link', { name: /^Refund of/ }).click();
  await expect(entry).toContainText('given back in full');
});

test('an entry tells its price, who paid and who asked for it', async ({ page }) => {
  await page.goto('/history?kind=SPEND&feature=ai_image_generation');
  await page.getByRole('row').nth(1).getByRole('link').click();
  const entry = page.getByRole('dialog', { name: 'Entry' });
  await expect(entry).toContainText('5 credits charged for Image generation');
  const fact = (name: string) =>
    entry.locator('dl > div', { has: page.getByRole('term').getByText(name, { exact: true }) });
  await expect(fact('Price')).toContainText('5 credits for each use');
  await expect(fact('Paid by')).toContainText('−5');
  await expect(fact('By')).toContainText(/Scrip itself|You/);
});

test.describe('with more entries than a page', () => {
  test.use({ as: 'admin' });

  test('scrolling down reaches the very first entry', async ({ page, context }) => {
    const { body } = await callQuery(context, 'credits.me');
    // seq counts the entries of one user from 1, without gaps.
    const { lastSeq } = (body as { result: { data: { lastSeq: number } } }).result.data;
    expect(lastSeq).toBeGreaterThan(100);
    await page.goto('/history');
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    const end = page.getByText(`That is all: ${lastSeq} entries.`);
    await expect(async () => {
      await page.keyboard.press('End');
      await expect(end).toBeVisible({ timeout: 100 });
    }).toPass({ timeout: 20_000 });
    await expect(page.getByRole('row').last()).toContainText('Grant');
  });
});

test.describe('of somebody else', () => {
  test.use({ as: 'newcomer', expectedStatuses: [404] });

  test('an entry does not exist', async ({ page, openBrowser }) => {
    const user = await openBrowser('user');
    await user.page.goto('/history');
    await user.page.getByRole('row').nth(1).getByRole('link').click();
    await expect(user.page.getByRole('dialog').getByRole('article')).toBeVisible();

    await page.goto(user.page.url());
    await expect(page.getByRole('dialog')).toContainText('There is no such entry');
  });
});
