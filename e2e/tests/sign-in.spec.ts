import { toldServer } from '../env.ts';
import { expectScreen, fillSignIn } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test('the screen says that sign-in is local', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByText('Local sign-in')).toBeVisible();
});

test('a password signs in and leads on to the page that was asked for', async ({ page }) => {
  await page.goto('/history?kind=REFUND');
  await fillSignIn(page, toldServer().accounts.user);

  await expectScreen(page, 'History');
  await expect(page).toHaveURL(/\/history\?kind=REFUND$/);
});

test('a sign-in lasts over a reload', async ({ page }) => {
  await page.goto('/sign-in');
  await fillSignIn(page, toldServer().accounts.user);
  await expectScreen(page, 'Overview');
  await page.reload();

  await expectScreen(page, 'Overview');
});

test.describe('when refused', () => {
  test.use({ expectedStatuses: [422] });

  test('sign-in says that the password is wrong', async ({ page }) => {
    await page.goto('/sign-in');
    await fillSignIn(page, { ...toldServer().accounts.user, password: 'not the password' });

    await expect(page.getByTestId('form-feedback-error')).toHaveText('Password is incorrect. Try again.');
    await expect(page).toHaveURL(/\/sign-in/);
  });

  test('sign-in says that nobody has the address', async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByRole('textbox', { name: 'Email address' }).fill('nobody@example.com');
    await page.getByRole('button', { name: 'Continue', exact: true }).click();

    await expect(page.getByTestId('form-feedback-error')).toHaveText(
      'There is no account with this email address.',
    );
  });
});
