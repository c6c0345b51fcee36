import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'newcomer' });
test.setTimeout(60_000);

test('a user chooses a plan, pays at the local checkout, sees plan and credits, cancels and resumes', async ({
  page,
}) => {
  await page.goto('/plans');
  const card = page.getByRole('region', { name: 'Pro', exact: true });
  await card.getByRole('link', { name: 'Subscribe: Pro, local checkout' }).click();
  await expectScreen(page, 'Subscribe to Pro');
  await page.getByRole('button', { name: 'Pay $29.00' }).click();
  await page.getByRole('link', { name: 'Back to the app' }).click();

  const own = page.getByRole('region', { name: 'Your plan' });
  await expect(own).toContainText('Active');
  await expect(own).toContainText(/\$29 a month\. Renews on \d+ \w+ \d{4}/);
  await expect(page.getByTestId('header-balance')).toContainText('1,600');
  await expect(card).toContainText('Your plan');
  await expect(page.getByRole('region', { name: 'Studio' })).toContainText(
    'Begins at once. Unused time of Pro is taken off the price.',
  );
  await expect(page.getByRole('region', { name: 'Starter' })).toContainText(/You keep Pro until .*; then/);

  await own.getByRole('button', { name: 'Cancel plan' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancel plan' });
  await expect(dialog).toContainText('It does not renew then.');
  await dialog.getByRole('button', { name: 'Cancel plan' }).click();
  await expect(dialog).toBeHidden();
  await expect(own).toContainText(/Canceled.*Ends on \d+ \w+ \d{4}/);

  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  const overview = page.getByRole('region', { name: 'Subscription' });
  await expect(overview).toContainText('1,500 credits each period. Ends on');
  await overview.getByRole('link', { name: 'Manage' }).click();

  await own.getByRole('link', { name: 'Resume plan: Pro, local checkout' }).click();
  await page.getByRole('button', { name: 'Resume the plan' }).click();
  await page.getByRole('link', { name: 'Back to the app' }).click();
  await expect(own).toContainText('Renews on');
  await expect(page.getByTestId('header-balance')).toContainText('1,600');
});
