import { signUpCredits } from '../support/accounts.ts';
import { ask, type Behaviour, chargeLine, ledgerRows } from '../support/playground.ts';
import { expectBalance } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'newcomer' });

const failures: { behaviour: Behaviour; says: string }[] = [
  { behaviour: 'Fails at the start', says: '1 credit refunded: the model failed at the start' },
  { behaviour: 'Fails midway', says: '1 credit refunded: the model failed midway' },
  { behaviour: 'Says nothing', says: '1 credit refunded: the answer was empty' },
];

for (const { behaviour, says } of failures) {
  test(`an answer that ${behaviour.toLowerCase()} is refunded, and says so`, async ({ page }) => {
    await page.goto('/playground');
    await expectBalance(page, signUpCredits);
    await ask(page, behaviour);

    await expect(chargeLine(page)).toContainText(says);
    await expect(ledgerRows(page)).toContainText(['Refund', 'Spend']);
    await expectBalance(page, signUpCredits);
  });
}

test('an answer that hangs is refunded when its reader stops it', async ({ page }) => {
  await page.goto('/playground');
  await expectBalance(page, signUpCredits);
  await ask(page, 'Hangs');
  await expectBalance(page, signUpCredits - 1);
  await page.getByRole('button', { name: 'Stop' }).click();

  await expect(chargeLine(page)).toContainText('1 credit refunded: you stopped it');
  await expect(ledgerRows(page)).toContainText(['Refund', 'Spend']);
  await expectBalance(page, signUpCredits);
});

test('an answer is refunded when its reader closes the page', async ({ page, context }) => {
  const witness = await context.newPage();
  await witness.goto('/playground');
  await page.goto('/playground');
  await ask(page, 'Hangs');
  await expectBalance(witness, signUpCredits - 1);
  await page.close();

  await expect(ledgerRows(witness)).toContainText(['Refund', 'Spend']);
  await expectBalance(witness, signUpCredits);
});

test.describe('of a picture', () => {
  // What the server answers when the model fails.
  test.use({ expectedStatuses: [502] });

  test('a failure is refunded, and says so', async ({ page }) => {
    await page.goto('/playground?mode=image');
    await page
      .getByRole('combobox', { name: 'How the demo model behaves' })
      .selectOption('Fails at the start');
    await page.getByRole('textbox', { name: 'What to paint' }).fill('A lighthouse at dusk');
    await page.getByRole('button', { name: 'Paint for 5 credits' }).click();

    await expect(page.getByRole('alert')).toContainText('Your 5 credits are back');
    await expect(ledgerRows(page)).toContainText(['Refund', 'Spend']);
    await expectBalance(page, signUpCredits);
  });
});
