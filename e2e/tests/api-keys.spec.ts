import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { toldServer } from '../env.ts';
import { signUpCredits } from '../support/accounts.ts';
import { userIdOf } from '../support/api.ts';
import { expectBalance } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'newcomer' });

test('a key is made, spends for its owner, shows in the history, and is refused once revoked', async ({
  page,
  context,
  request,
  openBrowser,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Manage keys' }).click();
  await page.getByRole('button', { name: 'Create a key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await expect(dialog.getByText('Give the key a name.')).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await expect(dialog.getByRole('checkbox', { name: 'Grant' })).toHaveCount(0);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Nightly job');
  await dialog.getByRole('textbox', { name: 'Spend cap, credits' }).fill('40');
  await dialog.getByRole('button', { name: 'Create key' }).click();

  await dialog.getByRole('button', { name: 'Copy key' }).click();
  const secret = await page.evaluate<string>('navigator.clipboard.readText()');
  await expect(dialog.getByText(secret, { exact: true })).toBeVisible();
  // Escape must not lose what cannot be shown again.
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'I have saved it' }).click();
  await expect(page.getByText(secret)).toHaveCount(0);

  expect(await spend(request, secret)).toMatchObject({ status: 200 });
  await page.reload();
  const row = page.getByRole('row', { name: /Nightly job/ });
  await expect(row).toContainText('1 of 40 a month');
  await expectBalance(page, signUpCredits - 1);
  await page.goto('/history');
  await page.getByRole('row').nth(1).getByRole('link').click();
  await expect(page.getByRole('dialog')).toContainText('Made with the key “Nightly job”');
  await page.getByRole('link', { name: 'Entries with this key' }).click();
  await expect(page.getByRole('button', { name: 'API key: Nightly job' })).toBeVisible();
  await expect(page.getByText('1 entry', { exact: true })).toBeVisible();

  const { page: admin } = await openBrowser('admin');
  await admin.goto(`/admin/users/${await userIdOf(context)}`);
  const owned = admin.getByRole('region', { name: 'API keys', exact: true });
  await expect(owned.getByRole('row', { name: /Nightly job/ })).toContainText('1 of 40 a month');

  await page.goto('/settings/api-keys');
  await page.getByRole('button', { name: 'Revoke Nightly job' }).click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toContainText('Revoked');
  expect(await spend(request, secret)).toMatchObject({
    status: 401,
    text: expect.stringContaining('revoked'),
  });
});

/** What a program does: it knows the address and the secret, and nothing of any browser. */
async function spend(request: APIRequestContext, secret: string) {
  const response = await request.post(`${toldServer().origin}/trpc/verbs.spend`, {
    data: { userId: 'me', featureKey: 'ai_text_chat', idempotencyKey: randomUUID() },
    headers: { authorization: `Bearer ${secret}` },
  });
  return { status: response.status(), text: await response.text() };
}
