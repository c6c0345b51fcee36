import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'newcomer' });

test('a threshold of one’s own makes the balance low, and the automatic one takes that back', async ({
  page,
}) => {
  await page.goto('/settings');
  await expect(page.getByRole('radio', { name: 'Automatic: 20 credits' })).toBeChecked();
  await page.getByRole('radio', { name: 'A number of my own' }).check();
  await page.getByRole('textbox', { name: 'Low at, in credits' }).fill('100');
  await page.getByRole('button', { name: 'Save threshold' }).click();
  await expect(page.getByText('The threshold is saved.')).toBeVisible();
  await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
  await expect(page.getByText('Your balance is low: 100 credits left')).toBeVisible();

  await page.goto('/settings');
  await expect(page.getByRole('textbox', { name: 'Low at, in credits' })).toHaveValue('100 credits');
  await page.getByRole('radio', { name: 'Automatic: 20 credits' }).check();
  await page.getByRole('button', { name: 'Save threshold' }).click();
  await expect(page.getByText('The threshold is saved.')).toBeVisible();
  await page.goto('/');
  await expectScreen(page, 'Overview');
  await expect(page.getByRole('region', { name: 'Balance' })).toBeVisible();
  await expect(page.getByText('Your balance is low')).toBeHidden();
});

test('e-mails are turned off and stay off', async ({ page }) => {
  await page.goto('/settings');
  const mail = page.getByRole('switch', { name: 'Tell me by e-mail' });
  await expect(mail).toBeChecked();
  await mail.click();
  await expect(page.getByText('E-mails are off.')).toBeVisible();
  await page.reload();
  await expect(mail).not.toBeChecked();
});

test('an empty threshold is refused beside its field', async ({ page }) => {
  await page.goto('/settings');
  await page.getByRole('radio', { name: 'A number of my own' }).check();
  await page.getByRole('textbox', { name: 'Low at, in credits' }).fill('');
  await page.getByRole('button', { name: 'Save threshold' }).click();
  await expect(page.getByText('Enter a number of credits, 0 or more.')).toBeVisible();
});
