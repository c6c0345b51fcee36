import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.describe('an admin', () => {
  test.use({ as: 'admin' });

  test('sees in the list of top users what the page of the user shows', async ({ page }) => {
    await page.goto('/admin/usage');
    const row = page.getByRole('row', { name: /^Kofi Mensah/ });
    const used = await row.getByRole('cell').first().textContent();
    await row.getByRole('link').click();
    await expectScreen(page, 'Kofi Mensah');
    const legend = page.getByRole('list', { name: 'Credits in the chart' });
    await expect(legend.getByRole('listitem')).not.toHaveCount(0);
    const totals = await legend.getByRole('listitem').allInnerTexts();
    const sum = totals.reduce((all, text) => all + Number(text.replaceAll(/\D/g, '')), 0);
    expect(sum).toBe(Number((used ?? '').replaceAll(/\D/g, '')));
  });

  test('comes to the overview of the product first', async ({ page }) => {
    await page.goto('/admin');
    await expectScreen(page, 'Admin overview');
    await expect(page.getByRole('region', { name: 'Top users' }).getByRole('row')).not.toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Health' })).toContainText('Deviations');
    await page.getByRole('region', { name: 'Last 30 days' }).getByRole('link', { name: 'More' }).click();
    await expectScreen(page, 'Usage');
  });
});

test.describe('a user', () => {
  test.use({ as: 'user' });

  test('does not see everybody’s usage', async ({ page }) => {
    await page.goto('/admin/usage');
    await expectScreen(page, 'This page is for admins');
  });
});
