import { inventAccount, signUpCredits } from '../support/accounts.ts';
import { expectBalance, expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test('signing up makes an account that has 100 credits to spend', async ({ page }) => {
  const { email, password } = inventAccount();
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign up' }).click();
  // The sign-in page has a field of the same name and stays until this one has loaded.
  await expectScreen(page, 'Create your account');
  await page.getByRole('textbox', { name: 'Email address' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();

  await expectScreen(page, 'Overview');
  await expectBalance(page, signUpCredits);
});

test.describe('with an address that is taken', () => {
  test.use({ expectedStatuses: [422] });

  test('sign-up says so and makes no account', async ({ page }) => {
    await page.goto('/sign-up');
    await page.getByRole('textbox', { name: 'Email address' }).fill('user@scrip.local');
    await page.getByRole('textbox', { name: 'Password' }).fill(inventAccount().password);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();

    await expect(page.getByTestId('form-feedback-error')).toContainText(/taken/);
    await expect(page).toHaveURL(/\/sign-up/);
  });
});
