import { userIdOf } from '../support/api.ts';
import { createPlan, inventPlanName } from '../support/plans.ts';
import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'admin' });
test.setTimeout(60_000);

test('a plan form with changes is not left without a question; saved or unchanged it is', async ({
  page,
  context,
}) => {
  const name = inventPlanName();
  await createPlan(context, name, { active: false });
  await page.goto('/admin/plans');
  await page.getByRole('link', { name, exact: true }).click();
  await expectScreen(page, name);
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expectScreen(page, 'Plans');

  await page.getByRole('link', { name, exact: true }).click();
  const badge = page.getByRole('textbox', { name: 'Badge' });
  await badge.fill('New');
  await page.getByRole('link', { name: 'Cancel' }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Stay' }).click();
  await expect(badge).toHaveValue('New');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await question.getByRole('button', { name: 'Leave' }).click();
  await expectScreen(page, 'Plans');

  await page.getByRole('link', { name, exact: true }).click();
  await expect(badge).toHaveValue('');
  await badge.fill('Newest');
  await page.getByRole('button', { name: 'Save plan' }).click();
  await expectScreen(page, 'Plans');
});

test('a manual plan can begin on a later day', async ({ page, context, openBrowser }) => {
  const name = inventPlanName();
  await createPlan(context, name, { billingSource: 'manual', ctaType: null });
  const { context: userContext } = await openBrowser('newcomer');
  await page.goto(`/admin/users/${await userIdOf(userContext)}`);
  await page.getByRole('button', { name: 'Start manual plan' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start manual plan' });
  await dialog.getByRole('combobox', { name: 'Plan' }).selectOption(name);
  const day = new Date(Date.now() + 10 * 86_400_000);
  await dialog.getByLabel('Begins on').fill(day.toISOString().slice(0, 10));
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('From next week on');
  await dialog.getByRole('button', { name: 'Start plan' }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole('region', { name: 'Subscriptions' }).getByRole('row').filter({ hasText: name });
  await expect(row).toContainText(/Upcoming.*Begins on/);
});
