import { callQuery, userIdOf } from '../support/api.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'newcomer', expectedStatuses: [401, 403] });

test('a deactivated account is refused everywhere until it is reactivated', async ({
  page,
  context,
  openBrowser,
}) => {
  const { page: admin } = await openBrowser('admin');
  await admin.goto(`/admin/users/${await userIdOf(context)}`);
  await admin.getByRole('button', { name: 'Deactivate' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Asked for by its owner');
  await dialog.getByRole('button', { name: 'Deactivate' }).click();
  await expect(dialog).toBeHidden();

  // Refused as deactivated, until its sessions have ended a moment later.
  const { status } = await callQuery(context, 'credits.me');
  expect([401, 403]).toContain(status);
  await page.goto('/');
  const switchedOff = page.getByRole('heading', { name: 'This account is deactivated' });
  const signIn = page.getByRole('textbox', { name: 'Email address' });
  await expect(switchedOff.or(signIn)).toBeVisible();

  await admin.getByRole('button', { name: 'Reactivate' }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Asked for by its owner');
  await dialog.getByRole('button', { name: 'Reactivate' }).click();
  await expect(dialog).toBeHidden();
  expect(await callQuery(context, 'credits.me')).toMatchObject({ status: 401 });
});
