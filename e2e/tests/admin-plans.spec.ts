import type { Page } from '@playwright/test';
import { playManualPlan } from '../support/manual-plan.ts';
import { choosePlanAction, createPlan, inventPlanName, listedPlans, planRow } from '../support/plans.ts';
import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

// Reordering concerns all plans, so only one test at a time may change them.
test.describe.configure({ mode: 'default' });
test.use({ as: 'admin' });

const textbox = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

test('an admin creates a plan while its card is previewed, and users find it in the price table', async ({
  page,
  openBrowser,
}) => {
  const name = inventPlanName();
  await page.goto('/admin/plans');
  await page.getByRole('link', { name: 'New plan' }).click();
  await textbox(page, 'Name').fill(name);
  await textbox(page, 'Per month').fill('19.50');
  await textbox(page, 'Credits per period').fill('1,200');
  await page.getByRole('combobox', { name: 'Unspent credits' }).selectOption('rollover');
  await textbox(page, 'Roll over at most (credits)').fill('300');
  await page.getByRole('button', { name: 'Add a feature' }).click();
  await expect(textbox(page, 'Feature 1')).toBeFocused();
  await textbox(page, 'Feature 1').fill('Every model');
  await page.getByRole('combobox', { name: 'Button' }).selectOption('contact');
  await textbox(page, 'Where the button leads').fill('ftp://example.com');
  await page.getByRole('button', { name: 'Create plan' }).click();
  await expect(textbox(page, 'Where the button leads')).toBeFocused();
  await expect(page.getByRole('main')).toContainText('A link begins with http:// or https://.');
  await textbox(page, 'Where the button leads').fill('https://example.com/contact');

  const preview = page.getByRole('complementary', { name: 'Preview' });
  await expect(preview).toContainText('$19.50 a month');
  await expect(preview).toContainText('1,200 credits a month');
  await expect(preview).toContainText('Every model');
  await page.getByRole('button', { name: 'Create plan' }).click();
  await expect(planRow(page, name)).toContainText('Rolls over, to 300');

  const { page: user } = await openBrowser('user');
  await user.goto('/plans');
  const card = user.getByRole('region', { name });
  await expect(card).toContainText('Up to 300 unspent credits roll over');
  await expect(card.getByRole('link', { name: /Contact us/ })).toHaveAttribute(
    'href',
    'https://example.com/contact',
  );
});

test.describe('two admins at one plan', () => {
  test.use({ expectedStatuses: [409] });

  test('the second is told that it was changed, and goes on from the newest version', async ({
    page,
    context,
    openBrowser,
  }) => {
    const name = inventPlanName();
    await createPlan(context, name);
    const { page: other } = await openBrowser('admin');
    for (const browser of [page, other]) {
      await browser.goto('/admin/plans');
      await browser.getByRole('link', { name, exact: true }).click();
      await expectScreen(browser, name);
    }
    await textbox(other, 'Per month').fill('7');
    await other.getByRole('button', { name: 'Save plan' }).click();
    await expect(planRow(other, name)).toContainText('$7');

    await textbox(page, 'Credits per period').fill('250');
    await page.getByRole('button', { name: 'Save plan' }).click();
    await expect(page.getByRole('alert')).toContainText('was changed meanwhile');
    await page.getByRole('button', { name: 'Show the newest version' }).click();
    await expect(textbox(page, 'Per month')).toHaveValue('7.00');
    await textbox(page, 'Credits per period').fill('250');
    await page.getByRole('button', { name: 'Save plan' }).click();
    await expect(planRow(page, name)).toContainText('250');
    await expect(planRow(page, name)).toContainText('$7');
  });
});

test('plans are put in order with keys, with the mouse and from the menu', async ({ page, context }) => {
  const [first, second] = [inventPlanName(), inventPlanName()];
  await createPlan(context, first);
  await createPlan(context, second);
  await page.goto('/admin/plans');
  const lastTwo = async () => (await listedPlans(page)).slice(-2);
  await expect.poll(lastTwo).toEqual([first, second]);

  const live = page.locator('[id^="DndLiveRegion"]');
  await page.getByRole('button', { name: `Move ${second}` }).focus();
  await page.keyboard.press('Space');
  const place = (await listedPlans(page)).length;
  await expect(live).toContainText(`${second} is over place ${place} of`);
  await page.keyboard.press('ArrowUp');
  await expect(live).toContainText(`${second} is over place ${place - 1} of`);
  await page.keyboard.press('Space');
  await expect.poll(lastTwo).toEqual([second, first]);
  await page.reload();
  await expect.poll(lastTwo).toEqual([second, first]);

  const handle = await page.getByRole('button', { name: `Move ${first}` }).boundingBox();
  const target = await planRow(page, second).boundingBox();
  if (!handle || !target) throw new Error('The rows are on the screen.');
  await page.mouse.move(handle.x + 8, handle.y + 8);
  await page.mouse.down();
  await page.mouse.move(handle.x + 8, handle.y - 10, { steps: 4 });
  await page.mouse.move(handle.x + 8, target.y + 8, { steps: 4 });
  await page.mouse.up();
  await expect.poll(lastTwo).toEqual([first, second]);

  await page.getByRole('button', { name: `Actions for ${second}` }).click();
  await page.getByRole('menuitem', { name: 'Move up' }).click();
  await expect.poll(lastTwo).toEqual([second, first]);
  await page.reload();
  await expect.poll(lastTwo).toEqual([second, first]);
});

test('an archived plan leaves the price table with a reason, and returns', async ({ page, context }) => {
  const name = inventPlanName();
  await createPlan(context, name);
  await page.goto('/admin/plans');
  const dialog = await choosePlanAction(page, name, 'Archive');
  await dialog.getByRole('button', { name: 'Archive' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Nobody wants it');
  await dialog.getByRole('button', { name: 'Archive' }).click();
  await expect(planRow(page, name)).toContainText('Archived');

  const again = await choosePlanAction(page, name, 'Offer again');
  await again.getByRole('textbox', { name: 'Reason' }).fill('Somebody wants it');
  await again.getByRole('button', { name: 'Offer again' }).click();
  await expect(planRow(page, name)).toContainText('Offered');
});

test('an admin gives a manual plan, cancels, resumes and ends it', async ({ page, context, openBrowser }) => {
  test.setTimeout(60_000);
  const name = inventPlanName();
  await createPlan(context, name, { credits: 400, billingSource: 'manual', ctaType: null });
  await playManualPlan({ admin: page, user: (await openBrowser('newcomer')).page }, name);
});

test.describe('deleting', () => {
  test.use({ expectedStatuses: [409] });

  test('is refused with the number of subscribers; a plan without any goes', async ({ page, context }) => {
    const name = inventPlanName();
    await createPlan(context, name);
    await page.goto('/admin/plans');
    const refused = await choosePlanAction(page, 'Starter', 'Delete');
    await refused.getByRole('textbox', { name: 'Reason' }).fill('Too cheap');
    await refused.getByRole('button', { name: 'Delete' }).click();
    await expect(refused.getByRole('alert')).toContainText(/\d users are subscribed to “Starter”/);
    await refused.getByRole('button', { name: 'Cancel' }).click();

    const dialog = await choosePlanAction(page, name, 'Delete');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Made for a test');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect(dialog).toBeHidden();
    await expect(planRow(page, name)).toHaveCount(0);
  });
});

test.describe('an import by paste', () => {
  test.use({ expectedStatuses: [400] });

  test('names the line of a mistake, shows what will happen, and does just that', async ({
    page,
    context,
  }) => {
    const [known, added] = [inventPlanName(), inventPlanName()];
    await createPlan(context, known);
    await page.goto('/admin/plans');
    await page.getByRole('button', { name: 'Import from Clerk' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import from Clerk' });
    await dialog.getByText('Paste JSON').click();
    const json = dialog.getByRole('textbox', { name: 'Plan list of Clerk, as JSON' });
    await json.fill('[\n  { "id": "cplan_a" "name": "A" }\n]');
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await expect(dialog.getByRole('alert')).toContainText('Line 2, column 21: expected a comma');

    const plans = [known, added].map((name) => ({
      id: `cplan_${name}`,
      name,
      fee: { amount: 900, currency: 'USD' },
    }));
    await json.fill(JSON.stringify(plans, null, 2));
    await dialog.getByRole('button', { name: 'Preview' }).click();
    const preview = dialog.getByRole('region', { name: 'Preview' });
    await expect(preview).toContainText('1 to create, 1 to change.');
    await expect(preview).toContainText(/\$5 → .*\$9/);
    await dialog.getByRole('textbox', { name: `Credits per period of ${added}` }).fill('400');
    await dialog.getByRole('button', { name: 'Apply to 2 plans' }).click();
    await expect(dialog).toBeHidden();
    await expect(planRow(page, known)).toContainText('$9');
    await expect(planRow(page, added)).toContainText('400');
  });
});
