import type { Page } from '@playwright/test';
import { userIdOf } from './api.ts';
import { expect } from './test.ts';

type People = { admin: Page; user: Page };

/** The admin puts a newcomer, who looks at the price table, on a manual plan of 400 credits, and takes it back. */
export async function playManualPlan({ admin: page, user }: People, name: string): Promise<void> {
  await user.goto('/plans');
  await page.goto(`/admin/users/${await userIdOf(user.context())}`);
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
}
