import type { Page } from '@playwright/test';
import { takesScreenshots } from '../env.ts';

/** Keeps what the page looks like, when somebody wants to look: a picture takes as long as the checks of a screen. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  if (takesScreenshots()) await page.screenshot({ path: `screenshots/${name}.png` });
}
