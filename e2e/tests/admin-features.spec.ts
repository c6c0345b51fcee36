import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { callMutation, callQuery } from '../support/api.ts';
import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'admin' });

/** A feature of this test's own. */
async function createFeature(page: Page, name: string): Promise<string> {
  const key = `e2e_${randomUUID().slice(0, 8)}`;
  await page.goto('/admin/features');
  await page.getByRole('button', { name: 'Create feature' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create feature' });
  await dialog.getByRole('textbox', { name: 'Key' }).fill(key);
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Asked for by a test');
  await dialog.getByRole('button', { name: 'Create feature' }).click();
  await expectScreen(page, `Price of ${name}`);
  return key;
}

test('an admin creates a feature, prices it, undoes that, and archives it', async ({ page }) => {
  await createFeature(page, 'Voice notes');
  await page.getByRole('textbox', { name: 'Credits a use' }).fill('4');
  await page.getByRole('textbox', { name: 'Reason' }).fill('What it costs us');
  await page.getByRole('button', { name: 'Set price' }).click();
  await expectScreen(page, 'Voice notes');
  await expect(page.getByRole('main')).toContainText('4 credits a use');

  await page.getByRole('link', { name: 'Change price' }).click();
  await page.getByText('By quantity').click();
  await page.getByRole('textbox', { name: 'Credits', exact: true }).fill('3');
  await page.getByRole('button', { name: 'Add a model' }).click();
  await page.getByRole('textbox', { name: 'Model' }).fill('large');
  await page.getByRole('textbox', { name: 'Of the price (%)' }).fill('0');
  await page.getByRole('textbox', { name: 'Reason' }).fill('By the minute');
  await page.getByRole('button', { name: 'Set price' }).click();
  await expect(page.getByRole('main')).toContainText('whole percentage, at least 1');
  await page.getByRole('textbox', { name: 'Of the price (%)' }).fill('250');
  await page.getByRole('button', { name: 'Set price' }).click();
  await expect(page.getByRole('region', { name: 'Feature', exact: true })).toContainText('large: 250 %');

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('region', { name: 'Feature', exact: true })).toContainText('4 credits a use');
  const versions = page.getByRole('table', { name: /Price versions/ });
  await expect(versions).toContainText('By the minute');

  await page.getByRole('button', { name: 'Archive' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Nobody used it');
  await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByRole('main')).toContainText('it can no longer be charged');
});

test('before a price is set, its effect on real entries is shown', async ({ page }) => {
  await page.goto('/admin/features/ai_text_chat/price');
  await page.getByRole('textbox', { name: 'Credits a use' }).fill('3');
  await page.getByRole('button', { name: 'Show the effect' }).click();
  const effect = page.getByRole('region', { name: 'Effect' });
  await expect(effect.getByRole('row', { name: /Text chat/ })).toContainText('+200 %', { timeout: 20_000 });
  await expect(effect).toContainText('Would have run out');
  await expect(page).toHaveURL(/preview=/);

  await page.reload();
  await expect(effect.getByRole('row', { name: /Text chat/ })).toContainText('+200 %');
});

test('prices and the credits of a plan are previewed together', async ({ page }) => {
  await page.goto('/admin/features');
  await page.getByRole('link', { name: 'Preview changes' }).click();
  await expectScreen(page, 'Preview changes');
  await expect(page.getByRole('button', { name: 'Show the effect' })).toBeDisabled();
  await page.getByRole('combobox', { name: 'Add a price' }).selectOption({ index: 1 });
  await page.getByRole('textbox', { name: 'Credits a use' }).fill('3');
  await page.getByRole('combobox', { name: 'Add a plan' }).selectOption({ index: 1 });
  await page.getByRole('textbox', { name: 'Credits per period' }).fill('5000');
  await page.getByRole('button', { name: 'Show the effect' }).click();
  await expect(page.getByRole('table', { name: /Credits by feature/ })).toBeVisible({ timeout: 20_000 });
  await expect(page).toHaveURL(/preview=/);
});

test('a price can be planned and its plan cancelled', async ({ page }) => {
  await createFeature(page, 'Subtitles');
  await page.getByRole('textbox', { name: 'Credits a use' }).fill('2');
  await page.getByText('Later').click();
  await page.getByLabel('Takes effect at').fill('2020-01-01T00:00');
  await page.getByRole('textbox', { name: 'Reason' }).fill('From next year on');
  await page.getByRole('button', { name: 'Schedule price' }).click();
  await expect(page.getByRole('main')).toContainText('Choose an instant to come.');
  await page.getByLabel('Takes effect at').fill('2099-01-01T00:00');
  await page.getByRole('button', { name: 'Schedule price' }).click();

  const scheduled = page.getByRole('region', { name: 'Scheduled prices', exact: true });
  await expect(scheduled).toContainText('2 credits a use');
  await scheduled.getByRole('button', { name: 'Cancel this price' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Not yet decided');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel this price' }).click();
  await expect(scheduled).toHaveCount(0);
});

test('the second of two admins is told what the first has changed', async ({ page, context }) => {
  const key = await createFeature(page, 'Summaries');
  await page.getByRole('textbox', { name: 'Credits a use' }).fill('2');
  const { body } = await callQuery(context, 'features.get', { key });
  // A test with another answer fails at once.
  const { version } = (body as { result: { data: { version: number } } }).result.data;
  const { status } = await callMutation(context, 'features.setPrice', {
    key,
    version,
    price: 9,
    reason: 'The other admin was first',
  });
  expect(status).toBe(200);

  await expect(page.getByRole('main')).toContainText('Another admin has changed this feature meanwhile.', {
    timeout: 10_000,
  });
  await expect(page.getByRole('main')).toContainText('No price: it cannot be used → 9 credits a use');
  await page.getByRole('textbox', { name: 'Reason' }).fill('Mine');
  await page.getByRole('button', { name: 'Set price' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Price of Summaries');
  await page.getByRole('button', { name: 'I have read it, keep mine' }).click();
  await page.getByRole('button', { name: 'Set price' }).click();
  await expectScreen(page, 'Summaries');
  await expect(page.getByRole('main')).toContainText('2 credits a use');
});
