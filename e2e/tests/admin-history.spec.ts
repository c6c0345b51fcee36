import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'admin' });

test('an admin finds an entry among everybody’s, sees why it is there, and goes to its user', async ({
  page,
}) => {
  await page.goto('/admin/history?feature=ai_image_generation');
  await expectScreen(page, 'History');
  await page.getByRole('button', { name: 'Kind' }).click();
  await page.getByRole('checkbox', { name: 'Refund' }).check();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/kind=REFUND/);
  const row = page.getByRole('row').nth(1);
  await expect(row.getByRole('cell', { name: 'Refund', exact: true })).toBeVisible();
  const user = row.getByRole('cell').nth(1).getByRole('link');
  const name = (await user.textContent()) ?? '';

  await row.getByRole('cell').first().getByRole('link').click();
  const entry = page.getByRole('dialog', { name: 'Entry' });
  await expect(entry).toContainText('Refund of');
  await expect(page).toHaveURL(/entry=.+&user=/);
  await page.keyboard.press('Escape');
  await expect(entry).toBeHidden();

  await user.click();
  await expectScreen(page, name);
});
