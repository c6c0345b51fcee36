import { expectScreen } from '../support/screens.ts';
import { test } from '../support/test.ts';

test.use({ as: 'user' });

test('an address that leads nowhere says so and leads home', async ({ page }) => {
  await page.goto('/no/such/page');
  await expectScreen(page, 'There is no such page');
  await page.getByRole('button', { name: 'Go to overview' }).click();
  await expectScreen(page, 'Overview');
});
