import { setBalance, userIdOf } from '../support/api.ts';
import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'newcomer' });

test('an admin finds a correction in the audit log, and from there the user', async ({
  context,
  openBrowser,
}) => {
  const userId = await userIdOf(context);
  const { page: admin, context: adminContext } = await openBrowser('admin');
  await setBalance(adminContext, userId, 37);
  await admin.goto(`/admin/audit?type=user&target=${userId}`);
  const row = admin.getByRole('row').filter({ hasText: 'Precondition of a browser test' });
  await expect(row).toContainText('credits.adjust');

  await row.getByRole('link').first().click();
  const record = admin.getByRole('dialog', { name: 'Audit record' });
  await expect(record).toContainText('37');
  await expect(admin).toHaveURL(/record=/);
  await record.getByRole('link').last().click();
  await expect(admin).toHaveURL(new RegExp(`/admin/users/${userId}`));
});

test('the filters of the audit log are in its address', async ({ openBrowser }) => {
  const { page: admin } = await openBrowser('admin');
  await admin.goto('/admin/audit');
  await admin.getByRole('combobox', { name: 'On what' }).selectOption('Feature');
  await admin.getByRole('searchbox').fill('nothing says this');
  await expect(admin).toHaveURL(/type=feature/);
  await expect(admin).toHaveURL(/search=nothing/);
  await expect(admin.getByRole('main')).toContainText('No record matches');
  await admin.getByRole('button', { name: 'Reset the filters' }).click();
  await expect(admin).toHaveURL(/\/admin\/audit$/);
});

test('an admin changes what new accounts get, and it is audited', async ({ openBrowser }) => {
  const { page: admin } = await openBrowser('admin');
  await admin.goto('/admin/settings');
  await expectScreen(admin, 'Settings');
  const low = admin.getByRole('textbox', { name: 'Low balance (%)' });
  await low.fill('101');
  await admin.getByRole('textbox', { name: 'Reason' }).fill('Warn later');
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByRole('main')).toContainText('Enter a whole number from 0 to 100.');
  await low.fill('15');
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByRole('table', { name: /Changes by admins/ })).toContainText('20 → 15');
  await low.fill('20');
  await admin.getByRole('textbox', { name: 'Reason' }).fill('As it was');
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByRole('table', { name: /Changes by admins/ })).toContainText('15 → 20');
});
