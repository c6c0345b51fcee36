import { randomUUID } from 'node:crypto';
import { signUpCredits } from '../support/accounts.ts';
import { userIdOf } from '../support/api.ts';
import { expectBalance, expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'newcomer' });

test('an admin sees why a balance is what it is, and leaves a note for the next', async ({
  context,
  openBrowser,
}) => {
  const { page: admin } = await openBrowser('admin');
  await admin.goto(`/admin/users/${await userIdOf(context)}`);
  const why = admin.getByRole('region', { name: 'Why this balance' });
  await expect(why.getByRole('row', { name: /Spendable now/ })).toContainText(`${signUpCredits}`);
  await admin.getByRole('textbox', { name: 'New note' }).fill('Asked for a refund twice');
  await admin.getByRole('button', { name: 'Add note' }).click();
  await expect(admin.getByRole('article')).toContainText('Asked for a refund twice');
});

test('an admin opens the statement of a user', async ({ context, openBrowser }) => {
  const { page: admin } = await openBrowser('admin');
  const userId = await userIdOf(context);
  await admin.goto(`/admin/users/${userId}`);
  await admin.getByRole('link', { name: 'Monthly statement' }).click();
  const thisMonth = new Date().toISOString().slice(0, 7);
  await admin.getByRole('combobox', { name: 'Month' }).selectOption(thisMonth);
  const sheet = admin.getByRole('article');
  await expect(sheet).toContainText(userId);
  await expect(sheet.getByRole('row', { name: /^Grants/ })).toContainText(`+${signUpCredits}`);
  await expect(sheet.getByRole('row', { name: /^Balance now/ })).toContainText(`${signUpCredits}`);
});

test('an admin looks at the app as a user sees it, and comes back', async ({ context, openBrowser }) => {
  const userId = await userIdOf(context);
  const { page: admin } = await openBrowser('admin');
  await admin.goto(`/admin/users/${userId}`);
  await admin.getByRole('button', { name: 'More actions' }).click();
  await admin.getByRole('menuitem', { name: 'View as this user' }).click();
  await admin.getByRole('textbox', { name: 'Reason' }).fill('To see what they see');
  await admin.getByRole('button', { name: 'View', exact: true }).click();
  await expectScreen(admin, 'Overview');
  await expectBalance(admin, signUpCredits);
  await expect(admin.getByRole('status').filter({ hasText: 'Nothing can be changed.' })).toBeVisible();
  await admin.getByRole('button', { name: 'Back to the console' }).click();
  await expect(admin).toHaveURL(new RegExp(`/admin/users/${userId}`));
});

test('an admin makes a user an admin, and takes that back', async ({ context, openBrowser }) => {
  const { page: admin } = await openBrowser('admin');
  await admin.goto(`/admin/users/${await userIdOf(context)}`);
  for (const action of ['Make admin', 'Remove admin role']) {
    await admin.getByRole('button', { name: 'More actions' }).click();
    await admin.getByRole('menuitem', { name: action }).click();
    await admin.getByRole('textbox', { name: 'Reason' }).fill('A test of roles');
    await admin.getByRole('dialog').getByRole('button', { name: action }).click();
    await expect(admin.getByRole('dialog')).toHaveCount(0);
  }
  await expect(admin.getByRole('table', { name: /Changes by admins/ })).toContainText('users.removeAdmin');
});

test('a bulk grant is tried first, and one wrong line grants nothing', async ({
  page,
  context,
  openBrowser,
}) => {
  const userId = await userIdOf(context);
  const { page: admin } = await openBrowser('admin');
  await admin.goto('/admin/users');
  await admin.getByRole('button', { name: 'Bulk grant' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Bulk grant' });
  const text = dialog.getByRole('textbox', { name: 'Users and credits' });
  await text.fill(`user,credits\n${userId},25\n${randomUUID()},5`);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('For all testers');
  await dialog.getByRole('button', { name: 'Dry run' }).click();
  await expect(dialog).toContainText('1 line is wrong, so nothing can be granted.');
  await text.fill(`user,credits\n${userId},25`);
  await dialog.getByRole('button', { name: 'Dry run' }).click();
  await dialog.getByRole('button', { name: 'Grant 25 credits' }).click();
  await expect(dialog).toBeHidden();
  await page.goto('/');
  await expectBalance(page, signUpCredits + 25);
});

test('the filters and columns of the users are in the address', async ({ openBrowser }) => {
  const { page: admin } = await openBrowser('admin');
  await admin.goto('/admin/users?search=example.com&min=1000&sort=balanceHigh&hide=held,role');
  await expect(admin.getByRole('row').nth(1)).toContainText('Greta Lindqvist');
  await expect(admin.getByRole('columnheader', { name: 'Role' })).toHaveCount(0);
  await admin.getByRole('combobox', { name: 'State' }).selectOption('Deactivated');
  await expect(admin).toHaveURL(/state=deactivated/);
  await expect(admin.getByRole('main')).toContainText('Nobody matches');
});
