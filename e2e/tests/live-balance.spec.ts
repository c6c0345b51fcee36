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

test('Usage and Overview follow a spend, without a reload', async ({ page, context }) => {
  const spend = async () => {
    const input = { featureKey: 'ai_text_chat', idempotencyKey: randomUUID() };
    expect(await callMutation(context, 'credits.spend', input)).toMatchObject({ status: 200 });
  };
  await page.goto('/');
  await expect(headerBalance(page)).toHaveAttribute('data-connected', 'true');
  const used = page.locator('dl > div', { has: page.getByText('Used in 30 days', { exact: true }) });
  await expect(used).toContainText('0 credits');
  await spend();
  await expect(used).toContainText('1 credit');
  await expect(page.getByRole('slider', { name: /^Credits used/ })).toBeVisible();

  await page.getByRole('link', { name: 'More' }).click();
  const spent = page.locator('dl > div', { has: page.getByText('Spent', { exact: true }) });
  await expect(spent).toContainText('1 spend');
  await spend();
  await expect(spent).toContainText('2 spends');
});
