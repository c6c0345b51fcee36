import { signUpCredits } from '../support/accounts.ts';
import { ask, chargeLine, ledgerRows } from '../support/playground.ts';
import { expectBalance, expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'newcomer' });

test('a chat answer costs its price, which the balance, the answer and the history agree on', async ({
  page,
}) => {
  await page.goto('/playground');
  await expectBalance(page, signUpCredits);
  await ask(page);

  await expect(chargeLine(page)).toContainText('1 credit charged');
  await expectBalance(page, signUpCredits - 1);
  await expect(ledgerRows(page)).toHaveCount(1);
  await expect(ledgerRows(page)).toContainText('Spend');
  await expect(chargeLine(page)).toContainText('tokens written');
  await expectBalance(page, signUpCredits - 1);

  await chargeLine(page).getByRole('link', { name: 'Entry' }).click();
  await expectScreen(page, 'History');
  const entry = page.getByRole('dialog', { name: 'Entry' });
  await expect(entry).toContainText('1 credit charged for Text chat');
  await expect(entry).toContainText(`Balance before${signUpCredits}`);
  await expect(entry).toContainText(`Balance after${signUpCredits - 1}`);
});

test('a picture costs its price and is shown', async ({ page }) => {
  await page.goto('/playground?mode=image');
  await page.getByRole('textbox', { name: 'What to paint' }).fill('A lighthouse at dusk');
  await page.getByRole('button', { name: 'Paint for 5 credits' }).click();

  await expect(page.getByRole('img', { name: 'A lighthouse at dusk' })).toBeVisible();
  await expect(chargeLine(page)).toContainText('5 credits charged');
  await expectBalance(page, signUpCredits - 5);
});

test('the second answer of a chat is charged on its own', async ({ page }) => {
  await page.goto('/playground');
  for (const answers of [1, 2]) {
    await ask(page);
    await expect(page.getByText('tokens written')).toHaveCount(answers);
    await expectBalance(page, signUpCredits - answers);
  }
});
