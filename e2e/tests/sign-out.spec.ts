import { callQuery } from '../support/api.ts';
import { expectScreen, expectSignIn } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'newcomer' });

test('signing out ends the session for pages and calls', async ({ page, context }) => {
  await page.goto('/');
  await expectScreen(page, 'Overview');
  expect(await callQuery(context, 'users.me')).toMatchObject({ status: 200 });

  await page.getByRole('button', { name: 'Open user menu' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expectSignIn(page);
  await expect(page).toHaveURL(/\/sign-in\/?$/);

  await page.goto('/history');
  await expectSignIn(page);
  expect(await callQuery(context, 'users.me')).toMatchObject({ status: 401 });
});
