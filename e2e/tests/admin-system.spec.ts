import { callMutation, callQuery, setBalance, userIdOf } from '../support/api.ts';
import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.describe('an admin', () => {
  test.use({ as: 'admin' });

  test('has everybody audited, and one user', async ({ page, context }) => {
    await page.goto('/admin/system');
    await expectScreen(page, 'System');
    const all = page.getByRole('region', { name: 'Audits of everybody' });
    await all.getByRole('button', { name: 'Audit all users now' }).click();
    await expect(all).toContainText(/Last full passjust now/);

    const one = page.getByRole('region', { name: 'Audit one user' });
    await one.getByRole('textbox', { name: 'User id' }).fill(await userIdOf(context));
    await one.getByRole('button', { name: 'Audit', exact: true }).click();
    await expect(one).toContainText(/No deviation: all laws hold over [\d,]+ entr/);
  });

  test('sees the recurring jobs and runs one before its turn', async ({ page }) => {
    await page.goto('/admin/system');
    await page.getByRole('link', { name: 'Jobs' }).click();
    const row = page.getByRole('row', { name: /Remove expired quotes/ });
    await expect(row).toContainText('1 h');
    await row.getByRole('button', { name: 'Run now: Remove expired quotes' }).click();
    await expect(page.getByText('Remove expired quotes runs next.')).toBeVisible();
    await page.goto('/admin/system/jobs?state=dead');
    await expect(page.getByRole('main')).toContainText('No job is in this state');
  });

  test('is told that mail stays on this machine', async ({ page }) => {
    await page.goto('/admin/system/mail');
    await expect(page.getByRole('main')).toContainText('Local mail: nothing leaves this machine');
  });
});

test.describe('a user', () => {
  test.use({ as: 'newcomer' });

  test('may see and change nothing of the system', async ({ context }) => {
    for (const query of ['auditor.state', 'jobs.state', 'mail.state'])
      expect((await callQuery(context, query)).status).toBe(403);
    for (const mutation of ['auditor.runAll', 'jobs.retry', 'jobs.delete'])
      expect((await callMutation(context, mutation, { id: 'x' })).status).toBe(403);
  });

  test('can take the notice of a low balance away until the balance is low again', async ({
    page,
    context,
    openBrowser,
  }) => {
    const { context: admin } = await openBrowser('admin');
    const userId = await userIdOf(context);
    const notice = page.getByRole('status').filter({ hasText: 'Your balance is low' });
    await setBalance(admin, userId, 5);
    await page.goto('/');
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    await expect(notice).toBeHidden();
    await page.reload();
    await expect(page.getByRole('region', { name: 'Last 30 days' })).toBeVisible();
    await expect(notice).toBeHidden();

    await setBalance(admin, userId, 90);
    await page.reload();
    await expect(page.getByRole('banner')).toContainText('90');
    await setBalance(admin, userId, 4);
    await page.reload();
    await expect(notice).toBeVisible();
  });
});
