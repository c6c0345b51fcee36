import { expect, type Locator, type Page } from '@playwright/test';
import type { Account } from './server.ts';

// Where things are on the screens, said once.

export function headerBalance(page: Page): Locator {
  return page.getByRole('banner').getByTestId('header-balance');
}

/** Waits until the header says this balance. */
export async function expectBalance(page: Page, credits: number): Promise<void> {
  const shown = new RegExp(`^${credits.toLocaleString('en')}\\b`);
  await expect(headerBalance(page)).toHaveAccessibleName(shown);
}

export async function expectScreen(page: Page, title: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

export async function expectSignIn(page: Page): Promise<void> {
  await expect(page.getByRole('textbox', { name: 'Email address' })).toBeVisible();
}

/** Fills the two steps of the sign-in screen. */
export async function fillSignIn(page: Page, { email, password }: Account): Promise<void> {
  await page.getByRole('textbox', { name: 'Email address' }).fill(email);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
}
