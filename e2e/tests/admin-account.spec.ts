import type { Page } from '@playwright/test';
import { signUpCredits } from '../support/accounts.ts';
import { callMutation, userIdOf } from '../support/api.ts';
import { expectBalance } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'newcomer' });

const grants = (admin: Page) => admin.getByRole('region', { name: 'Grants', exact: true });
const dialog = (admin: Page) => admin.getByRole('dialog').filter({ has: admin.getByRole('textbox') });

test('an admin grants credits, and takes them back by voiding the grant', async ({
  page,
  context,
  openBrowser,
}) => {
  const { page: admin } = await openBrowser('admin');
  await admin.goto(`/admin/users/${await userIdOf(context)}`);
  await admin.getByRole('button', { name: 'Grant credits' }).click();
  await dialog(admin).getByRole('textbox', { name: 'Amount (credits)' }).fill('250');
  await expect(dialog(admin).getByLabel('Spendable credits')).toContainText('Afterwards350');
  await dialog(admin).getByRole('textbox', { name: 'Reason' }).fill('For helping with a test');
  await dialog(admin).getByRole('button', { name: 'Grant credits' }).click();

  const row = grants(admin).getByRole('row').filter({ hasText: 'Grant by an admin' });
  await expect(row).toContainText('250');
  await page.goto('/');
  await expectBalance(page, signUpCredits + 250);

  await row.getByRole('button', { name: /Actions for/ }).click();
  await admin.getByRole('menuitem', { name: 'Void' }).click();
  await expect(dialog(admin).getByLabel('Spendable credits')).toContainText('Change−250Afterwards100');
  await dialog(admin).getByRole('textbox', { name: 'Reason' }).fill('Given to the wrong one');
  await dialog(admin).getByRole('button', { name: 'Void grant' }).click();
  await expect(row).toHaveCount(0);
  await expectBalance(page, signUpCredits);
});

test('a grant that expires before it starts is not given', async ({ context, openBrowser }) => {
  const { page: admin } = await openBrowser('admin');
  await admin.goto(`/admin/users/${await userIdOf(context)}`);
  await admin.getByRole('button', { name: 'Grant credits' }).click();
  await dialog(admin).getByRole('textbox', { name: 'Amount (credits)' }).fill('5');
  await dialog(admin).getByLabel('Expires').fill('2020-01-01T00:00');
  await dialog(admin).getByRole('textbox', { name: 'Reason' }).fill('A test');
  await dialog(admin).getByRole('button', { name: 'Grant credits' }).click();
  await expect(dialog(admin)).toContainText('A grant expires after it starts.');
});

test('an admin releases a hold, and its credits are spendable again', async ({
  page,
  context,
  openBrowser,
}) => {
  const { page: admin, context: adminContext } = await openBrowser('admin');
  const userId = await userIdOf(context);
  const { status } = await callMutation(adminContext, 'accounts.hold', {
    userId,
    featureKey: 'ai_text_chat',
    amountCredits: 30,
    ttlSeconds: 3_600,
    idempotencyKey: 'e2e-hold',
  });
  expect(status).toBe(200);
  await page.goto('/');
  await expectBalance(page, signUpCredits - 30);

  await admin.goto(`/admin/users/${userId}`);
  await admin.getByRole('button', { name: 'Release 30 credits' }).click();
  await expect(admin.getByLabel('Spendable credits')).toContainText('Spendable70Change+30Afterwards100');
  await admin.getByRole('button', { name: 'Release hold' }).click();
  await expect(admin.getByRole('region', { name: 'Holds', exact: true })).toContainText('Nothing is held.');
  await expectBalance(page, signUpCredits);
});

test('an admin caps what an account may spend', async ({ context, openBrowser }) => {
  const { page: admin } = await openBrowser('admin');
  await admin.goto(`/admin/users/${await userIdOf(context)}`);
  await admin.getByRole('button', { name: 'Set caps' }).click();
  await dialog(admin).or(admin.getByRole('dialog')).getByRole('button', { name: 'Add a cap' }).click();
  await admin.getByRole('textbox', { name: 'Credits' }).fill('20');
  await admin.getByRole('textbox', { name: 'Reason' }).fill('Spends too fast');
  await admin.getByRole('dialog').getByRole('button', { name: 'Set caps' }).click();
  await expect(admin.getByRole('region', { name: 'Limits', exact: true })).toContainText('0 of 20 credits');
});

test('an admin refunds a part of a spend at the price paid then', async ({ page, context, openBrowser }) => {
  const { body } = await callMutation(context, 'credits.spend', {
    featureKey: 'ai_image_generation',
    idempotencyKey: 'e2e-spend',
  });
  // A test with another answer fails at once.
  const { id } = (body as { result: { data: { entry: { id: string } } } }).result.data.entry;
  const { page: admin } = await openBrowser('admin');
  await admin.goto(`/admin/users/${await userIdOf(context)}?entry=${id}`);
  await admin.getByRole('button', { name: 'Refund…' }).click();
  await admin.getByRole('textbox', { name: 'Refund (credits)' }).fill('2');
  await admin.getByRole('textbox', { name: 'Reason' }).fill('Two of five were late');
  await admin.getByRole('button', { name: 'Refund', exact: true }).click();
  await expect(admin.getByRole('alert')).toContainText('2 credits refunded.');
  await page.goto('/');
  await expectBalance(page, signUpCredits - 3);
});
