import { randomUUID } from 'node:crypto';
import { signUpCredits } from '../support/accounts.ts';
import { callMutation, setBalance, userIdOf } from '../support/api.ts';
import { ask } from '../support/playground.ts';
import { expectBalance } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'newcomer' });

test('too few credits: the playground says what is needed and what is there', async ({
  page,
  context,
  openBrowser,
}) => {
  const { context: admin } = await openBrowser('admin');
  await setBalance(admin, await userIdOf(context), 3);
  await page.goto('/playground?mode=image');
  await expectBalance(page, 3);
  await page.getByRole('textbox', { name: 'What to paint' }).fill('A lighthouse at dusk');

  await expect(page.getByText('Not enough credits: this needs 5, you have 3.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Paint for 5 credits' })).toBeDisabled();
});

test('too few credits: the call is refused with what is needed and what is there, uncharged', async ({
  page,
  context,
  openBrowser,
}) => {
  const { context: admin } = await openBrowser('admin');
  await setBalance(admin, await userIdOf(context), 3);
  const spend = { featureKey: 'ai_image_generation', idempotencyKey: randomUUID() };

  expect(await callMutation(context, 'credits.spend', spend)).toMatchObject({
    status: 402,
    body: {
      error: {
        message: 'Not enough credits: this needs 5, you have 3.',
        data: { domain: { code: 'INSUFFICIENT_CREDITS', required: 5, available: 3 } },
      },
    },
  });
  await page.goto('/');
  await expectBalance(page, 3);
});

test('an empty balance is told on Overview', async ({ page, context, openBrowser }) => {
  const { context: admin } = await openBrowser('admin');
  await setBalance(admin, await userIdOf(context), 0);
  await page.goto('/');
  await expectBalance(page, 0);
  await expect(page.getByRole('main')).toContainText(/no credits left|out of credits|used up/i);
});

test.describe('a tab that has not heard of the change', () => {
  test.use({ expectedStatuses: [402] });

  test('is refused by the server, and says what is needed and what is there', async ({
    page,
    context,
    openBrowser,
  }) => {
    // Unanswered, so the tab waits for news of its balance.
    await page.route('**/trpc/credits.live*', () => undefined);
    await page.goto('/playground');
    await expectBalance(page, signUpCredits);
    const { context: admin } = await openBrowser('admin');
    await setBalance(admin, await userIdOf(context), 0);
    await ask(page);

    await expect(page.getByRole('alert')).toContainText('Not enough credits: this needs 1, you have 0.');
  });
});
