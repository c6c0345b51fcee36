import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'admin' });

test('a chosen language stays, with its numbers and dates', async ({ page }) => {
  await page.goto('/admin/users');
  await page.getByRole('button', { name: /^Theme/ }).click();
  await page.getByRole('menuitem', { name: 'Português (Brasil)' }).click();
  await expectScreen(page, 'Usuários');
  await expect(page.locator('html')).toHaveAttribute('lang', 'pt-BR');
  await expect(page.getByRole('columnheader', { name: 'Última atividade' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'admin@scrip.local' })).toContainText(/\d\.\d{3}/);

  await page.reload();
  await expectScreen(page, 'Usuários');
  await page.getByRole('button', { name: /^Tema/ }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await expectScreen(page, 'Users');
});

test.describe('a browser that asks for Portuguese', () => {
  test.use({ locale: 'pt-BR' });

  test('is answered in Portuguese', async ({ page }) => {
    await page.goto('/admin/settings');
    await expectScreen(page, 'Configurações');
  });
});
