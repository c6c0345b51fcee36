import type { Page } from '@playwright/test';
import { emailOf } from '../support/api.ts';
import { test } from '../support/own-server.ts';
import { expect } from '../support/test.ts';

test.use({ as: 'admin' });
test.describe.configure({ mode: 'default', timeout: 90_000 });

async function hold(page: Page, button: 'Hold all webhooks' | 'Send by itself again'): Promise<void> {
  await page.goto('/admin/billing');
  await page.getByRole('link', { name: 'Local billing' }).click();
  await page.getByRole('button', { name: button }).click();
  await expect(page.getByRole('status')).toHaveText('Done.');
}

async function subscribe(user: Page, plan: string): Promise<void> {
  await user.goto(`/__clerk/checkout?plan=${plan}&period=month&return_to=/plans`);
  await user.getByRole('button', { name: /^Pay / }).click();
  await user.getByRole('link', { name: 'Back to the app' }).click();
}

test('webhooks that never come are made good: one user from the drift report, all by a sync', async ({
  page,
  openBrowser,
}) => {
  const { page: user, context } = await openBrowser('newcomer');
  const { page: other } = await openBrowser('newcomer');
  await subscribe(user, 'cplan_demo_starter');
  await expect(user.getByTestId('header-balance')).toContainText('400');
  await hold(page, 'Hold all webhooks');
  await subscribe(user, 'cplan_demo_studio');
  await subscribe(other, 'cplan_demo_starter');

  await page.goto('/admin/billing/drift');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: await emailOf(context) });
  await expect(row).toContainText('Studio', { timeout: 30_000 });
  await row.getByRole('button', { name: /^Apply/ }).click();
  await expect(user.getByTestId('header-balance')).toContainText(/6,1\d\d/);
  await expect(user.getByRole('region', { name: 'Your plan' })).toContainText('Studio');

  await page.goto('/admin/billing/sync');
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText(/Sync.*Done/, { timeout: 40_000 });
  await expect(other.getByTestId('header-balance')).toContainText('400');

  await page.goto('/admin/billing/drift');
  await page.getByRole('button', { name: 'Apply to all users' }).click();
  await expect(page.getByText(/users are brought in step/)).toBeVisible();
  await hold(page, 'Send by itself again');
});
