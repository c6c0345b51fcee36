import { toldServer } from '../env.ts';
import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

// The second use is refused with a client error.
test.use({ expectedStatuses: [400, 422] });

test('the link of the terminal signs in once', async ({ page, openBrowser }) => {
  const { user: link } = toldServer().links;
  await page.goto(link);
  await expectScreen(page, 'Overview');
  await page.getByRole('button', { name: 'Open user menu' }).click();
  await expect(page.getByRole('dialog').getByText('user@scrip.local')).toBeVisible();

  const second = await openBrowser('nobody');
  await second.page.goto(link);
  await expect(second.page.getByText('This sign-in link was used already')).toBeVisible();
  await expect(second.page).toHaveURL(/\/sign-in/);
});
