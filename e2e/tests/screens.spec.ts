import type { Page } from '@playwright/test';
import { listSeriousViolations } from '../support/accessibility.ts';
import { screens } from '../support/screen-list.ts';
import { expect, test } from '../support/test.ts';

const desktop = { name: 'desktop', width: 1440, height: 900 };
const phone = { name: 'phone', width: 360, height: 740 };
const schemes = ['light', 'dark'] as const;

for (const { name, as, open, isPhoneOnly } of screens) {
  test.describe(name, () => {
    const sizes = isPhoneOnly ? [phone] : [desktop, phone];
    test.use({ as, viewport: sizes[0] ?? desktop });

    // Four looks at each screen.
    test.setTimeout(60_000);
    test(`the screen ${name} is accessible and fits, wide and narrow, light and dark`, async ({ page }) => {
      await open(page);
      for (const size of sizes) {
        await page.setViewportSize(size);
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme });
          await settle(page);
          await page.screenshot({ path: `screenshots/${name}-${size.name}-${colorScheme}.png` });
          expect.soft(await listSeriousViolations(page), `${size.name}, ${colorScheme}`).toEqual([]);
        }
        const widthPx = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect.soft(widthPx, `nothing sticks out sideways (${size.name})`).toBeLessThanOrEqual(size.width);
      }
    });
  });
}

/** Nothing loads any more, fonts included. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator('[role="status"][aria-label^="Loading"], .mantine-Skeleton-root')).toHaveCount(0);
  await page.evaluate('document.fonts.ready.then(() => null)');
}
