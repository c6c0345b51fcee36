import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { signUpCredits } from '../support/accounts.ts';
import { callMutation, userIdOf } from '../support/api.ts';
import { expectBalance, headerBalance } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'newcomer' });

async function openAdjustDialog(admin: Page, userId: string) {
  await admin.goto(`/admin/users/${userId}`);
  await admin.getByRole('button', { name: 'Adjust balance' }).click();
  return admin.getByRole('dialog', { name: 'Adjust balance' });
}

test('an admin corrects a balance with a reason, and the user’s open tab follows within a second', async ({
  page,
  context,
  openBrowser,
}) => {
  await page.goto('/history');
  await expectBalance(page, signUpCredits);
  await expect(headerBalance(page)).toHaveAttribute('data-connected', 'true');

  const { page: admin } = await openBrowser('admin');
  const dialog = await openAdjustDialog(admin, await userIdOf(context));
  await dialog.getByRole('textbox', { name: 'Change (credits)' }).fill('-60');
  await expect(dialog.getByLabel('Spendable credits')).toContainText('Afterwards40');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Charged for a test that failed');
  await dialog.getByRole('button', { name: 'Adjust balance' }).click();
  await expect(dialog).toBeHidden();

  await expect(headerBalance(page)).toHaveAccessibleName(/^40\b/, { timeout: 1000 });
  await expect(admin.getByRole('alert')).toContainText('100 → 40 credits');
  await expect(admin.getByRole('main')).toContainText('40');

  await page.getByRole('row').filter({ hasText: 'Adjustment' }).getByRole('link').click();
  await expect(page.getByRole('dialog', { name: 'Entry' })).toContainText('Charged for a test that failed');
});

test('an adjustment without a reason is not made', async ({ page, context, openBrowser }) => {
  const { page: admin } = await openBrowser('admin');
  const dialog = await openAdjustDialog(admin, await userIdOf(context));
  await dialog.getByRole('textbox', { name: 'Change (credits)' }).fill('50');
  await dialog.getByRole('button', { name: 'Adjust balance' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveAttribute('aria-invalid', 'true');

  await page.goto('/');
  await expectBalance(page, signUpCredits);
});

test.describe('when the balance moves meanwhile', () => {
  test.use({ expectedStatuses: [409] });

  test('a set balance is refused until the admin has seen the new one', async ({
    page,
    context,
    openBrowser,
  }) => {
    const { page: admin } = await openBrowser('admin');
    const dialog = await openAdjustDialog(admin, await userIdOf(context));
    await dialog.getByText('Set to').click();
    await dialog.getByRole('textbox', { name: 'New spendable balance (credits)' }).fill('500');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('A round number');
    await callMutation(context, 'credits.spend', {
      featureKey: 'ai_text_chat',
      idempotencyKey: randomUUID(),
    });
    await dialog.getByRole('button', { name: 'Adjust balance' }).click();

    await expect(dialog.getByRole('alert')).toContainText(`${signUpCredits - 1}`);
    await page.goto('/');
    await expectBalance(page, signUpCredits - 1);
  });
});
