import { randomUUID } from 'node:crypto';
import { signUpCredits } from '../support/accounts.ts';
import { callMutation } from '../support/api.ts';
import { expectBalance, headerBalance } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'newcomer' });

test('every open tab follows a spend within a second', async ({ page, context }) => {
  const tabs = [page, await context.newPage()];
  for (const tab of tabs) {
    await tab.goto('/');
    await expectBalance(tab, signUpCredits);
    await expect(headerBalance(tab)).toHaveAttribute('data-connected', 'true');
  }

  const spend = { featureKey: 'ai_text_chat', idempotencyKey: randomUUID() };
  expect(await callMutation(context, 'credits.spend', spend)).toMatchObject({ status: 200 });

  const shown = new RegExp(`^${signUpCredits - 1}\\b`);
  await Promise.all(
    tabs.map((tab) => expect(headerBalance(tab)).toHaveAccessibleName(shown, { timeout: 1000 })),
  );
});
