import { randomUUID } from 'node:crypto';
import { callMutation, userIdOf } from '../support/api.ts';
import { inventPlanName } from '../support/plans.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'admin' });
test.setTimeout(60_000);

test('an admin starts a manual plan for a user, cancels, resumes and ends it', async ({
  page,
  context,
  openBrowser,
}) => {
  const name = inventPlanName();
  const plan = { name, credits: 400, billingSource: 'manual', ctaType: null };
  expect((await callMutation(context, 'plans.create', plan)).status).toBe(200);
  const { page: user, context: userContext } = await openBrowser('newcomer');
  await user.goto('/plans');
  await page.goto(`/admin/users/${await userIdOf(userContext)}`);

  await page.getByRole('button', { name: 'Start manual plan' }).click();
  const start = page.getByRole('dialog', { name: 'Start manual plan' });
  await start.getByRole('combobox', { name: 'Plan' }).selectOption(name);
  await start.getByRole('button', { name: 'Start plan' }).click();
  await expect(start.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await start.getByRole('textbox', { name: 'Reason' }).fill('Paid by invoice');
  await start.getByRole('button', { name: 'Start plan' }).click();
  const row = page.getByRole('region', { name: 'Subscriptions' }).getByRole('row').filter({ hasText: name });
  await expect(row).toContainText(/Active.*Renews on/);
  const own = user.getByRole('region', { name: 'Your plan' });
  await expect(own).toContainText('An admin gave you this plan');
  await expect(user.getByTestId('header-balance')).toContainText('500');

  for (const [verb, title, state] of [
    ['Cancel', 'Cancel plan', /Canceled.*Ends on/],
    ['Resume', 'Resume plan', /Active.*Renews on/],
    ['End now', 'End plan now', /Ended/],
  ] as const) {
    await row.getByRole('button', { name: `${verb}: ${name}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('As agreed');
    await dialog.getByRole('button', { name: title }).click();
    await expect(dialog).toBeHidden();
    await expect(row).toContainText(state);
  }
});

test('an admin records a pack, and takes back what is unspent when it is refunded', async ({
  page,
  openBrowser,
}) => {
  const { page: user, context: userContext } = await openBrowser('newcomer');
  await user.goto('/');
  const paymentId = `pay_${randomUUID()}`;
  await page.goto('/admin/billing/packs');
  await page.getByRole('button', { name: 'Record a pack' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'User id' }).fill(await userIdOf(userContext));
  await dialog.getByRole('textbox', { name: 'Payment id' }).fill(paymentId);
  await dialog.getByRole('textbox', { name: 'Credits' }).fill('1.5');
  await dialog.getByRole('button', { name: 'Record' }).click();
  await expect(dialog).toContainText('Give a whole number above 0.');
  await dialog.getByRole('textbox', { name: 'Credits' }).fill('250');
  await dialog.getByRole('textbox', { name: 'Price' }).fill('9.90');
  await dialog.getByRole('button', { name: 'Record' }).click();
  const row = page.getByRole('row').filter({ hasText: paymentId });
  await expect(row).toContainText('$9.90');
  await expect(user.getByTestId('header-balance')).toContainText('350');

  await row.getByRole('button', { name: `Reverse the pack of payment ${paymentId}` }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Money back');
  await dialog.getByRole('button', { name: 'Reverse' }).click();
  await expect(row).toContainText('Refunded');
  await expect(user.getByTestId('header-balance')).toContainText('100');
});

test('an admin finds the delivery of a purchase, reads its payload and replays it', async ({
  page,
  openBrowser,
}) => {
  const { page: user } = await openBrowser('newcomer');
  await user.goto('/__clerk/checkout?plan=cplan_demo_starter&period=month&return_to=/plans');
  await user.getByRole('button', { name: 'Pay $9.00' }).click();
  await page.goto('/admin/billing/inbox');
  await page
    .getByRole('row')
    .filter({ hasText: 'subscriptionItem.active' })
    .first()
    .getByRole('link')
    .click();
  const drawer = page.getByRole('dialog', { name: 'Delivery' });
  await expect(drawer).toContainText('"type": "subscriptionItem.active"');
  await expect(drawer).toContainText('Processed');
  await drawer.getByRole('button', { name: 'Replay' }).click();
  await expect(page.getByText('The delivery is worked on again.')).toBeVisible();
  await expect(drawer).toContainText('Processed');
});

test('an admin goes over everything that Clerk has in a dry run, with what it counted', async ({ page }) => {
  await page.goto('/admin/billing/sync');
  await page.getByRole('button', { name: 'Dry run' }).click();
  await expect(page.getByText('The dry run begins.')).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toContainText(/Dry run.*Done/, { timeout: 40_000 });
});
