import type { Page } from '@playwright/test';
import { callMutation, userIdOf } from './api.ts';
import type { Screen } from './screen-list.ts';
import { expect } from './test.ts';

/** The keys of programs: one's own while one is made, and everybody's. */
export const keyScreens: Screen[] = [
  {
    name: 'api-keys-new',
    as: 'newcomer',
    async open(page) {
      await makeKey(page, 'apiKeys.create', {});
      await page.goto('/settings/api-keys');
      await expect(page.getByRole('row', { name: /Nightly job/ })).toBeVisible();
      await page.getByRole('button', { name: 'New key' }).click();
      await expect(page.getByRole('dialog').getByRole('checkbox', { name: 'Spend' })).toBeChecked();
    },
  },
  {
    name: 'admin-api-keys',
    as: 'admin',
    async open(page) {
      await makeKey(page, 'adminApiKeys.create', { userId: null });
      await makeKey(page, 'adminApiKeys.create', { userId: await userIdOf(page.context()) });
      await page.goto('/admin/api-keys');
      await expect(page.getByRole('row', { name: /Nightly job/ })).not.toHaveCount(0);
    },
  },
];

async function makeKey(page: Page, procedure: string, owner: { userId?: string | null }): Promise<void> {
  const { status } = await callMutation(page.context(), procedure, {
    ...owner,
    name: 'Nightly job',
    scopes: ['check', 'quote', 'spend', 'balance:read', 'entries:read'],
    allowedOrigins: ['https://app.example.com'],
    allowedAddresses: ['203.0.113.0/24'],
    rateLimitPerMinute: 60,
    spendCap: { period: 'DAY', limitCredits: 1_000_000 },
    expiresAt: '2099-01-01T00:00:00Z',
  });
  if (status !== 200) throw new Error(`The key could not be made: ${status}.`);
}
