import type { Locator, Page } from '@playwright/test';

/** The figure of a name in a list of figures. */
export function figure(page: Page, name: string): Locator {
  return page
    .getByRole('main')
    .locator('dl > div', { has: page.getByRole('term').getByText(name, { exact: true }) });
}

/** What the cells of a row say, its header aside. */
export async function cellsOf(row: Locator): Promise<string[]> {
  return (await row.getByRole('cell').allInnerTexts()).map((text) => text.trim());
}
