import { randomUUID } from 'node:crypto';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { callMutation } from './api.ts';

/** A name that no other test has, short enough to be read in a table. */
export function inventPlanName(): string {
  return `Plan ${randomUUID().slice(0, 8)}`;
}

/** Lets an admin create a plan, as the precondition of a test. */
export async function createPlan(admin: BrowserContext, name: string, changes: object = {}): Promise<void> {
  const input = { name, credits: 100, currency: 'USD', priceMonthlyCents: 500, ...changes };
  const { status } = await callMutation(admin, 'plans.create', input);
  if (status !== 200) throw new Error(`The plan could not be created: ${status}.`);
}

export function planRow(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
}

/** The names in the admins' table, from top to bottom. */
export function listedPlans(page: Page): Promise<string[]> {
  return page.getByRole('row').getByRole('link').allInnerTexts();
}

export async function choosePlanAction(page: Page, name: string, action: string): Promise<Locator> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
  return page.getByRole('dialog');
}
