import type { Locator, Page } from '@playwright/test';

/** Of the demo model. */
export type Behaviour = 'Answers normally' | 'Fails at the start' | 'Fails midway' | 'Hangs' | 'Says nothing';

export async function ask(page: Page, behaviour: Behaviour = 'Answers normally'): Promise<void> {
  await page.getByRole('combobox', { name: 'How the demo model behaves' }).selectOption(behaviour);
  await page.getByRole('textbox', { name: 'Message' }).fill('What is a refund?');
  await page.getByRole('button', { name: 'Send for 1 credit' }).click();
}

/** The line under the newest answer that says what it cost and whether that came back. */
export function chargeLine(page: Page): Locator {
  return page.getByTestId('charge-line').last();
}

/** The newest entries, beside the chat. */
export function ledgerRows(page: Page): Locator {
  return page.getByRole('region', { name: 'In the ledger' }).getByRole('listitem');
}
