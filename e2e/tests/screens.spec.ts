import type { Page } from '@playwright/test';
import { listSeriousViolations } from '../support/accessibility.ts';
import { screens } from '../support/screen-list.ts';
import { keepScreenshot } from '../support/screenshots.ts';
import { expect, test } from '../support/test.ts';

const desktop = { name: 'desktop', width: 1440, height: 900 };
const narrowDesktop = { width: 1024, height: 768 };
const phone = { name: 'phone', width: 360, height: 740 };

type Look = { size: typeof desktop; colorScheme: 'light' | 'dark'; what: 'everything' | 'colours' };

// What is there depends on the width, colours on the theme: three looks see all of it.
const looks: Look[] = [
  { size: desktop, colorScheme: 'light', what: 'everything' },
  { size: desktop, colorScheme: 'dark', what: 'colours' },
  { size: phone, colorScheme: 'dark', what: 'everything' },
];
const phoneLooks: Look[] = [
  { size: phone, colorScheme: 'light', what: 'everything' },
  { size: phone, colorScheme: 'dark', what: 'colours' },
];

for (const { name, as, open, isPhoneOnly } of screens) {
  test.describe(name, () => {
    test.use({ as, viewport: isPhoneOnly ? phone : desktop });

    // Three looks at each screen take a while on a busy machine.
    test.setTimeout(180_000);
    test(`the screen ${name} is accessible and fits, wide and narrow, light and dark`, async ({ page }) => {
      await open(page);
      for (const { size, colorScheme, what } of isPhoneOnly ? phoneLooks : looks) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
        await settle(page);
        await keepScreenshot(page, `${name}-${size.name}-${colorScheme}`);
        const found = await listSeriousViolations(page, what);
        expect.soft(found, `axe, ${size.name}, ${colorScheme}`).toEqual([]);
      }
      for (const size of isPhoneOnly ? [phone] : [desktop, narrowDesktop, phone]) {
        await page.setViewportSize(size);
        // What is drawn to the window's size follows a moment after the window.
        await expect
          .configure({ soft: true })
          .poll(() => page.evaluate<number>('document.documentElement.scrollWidth'), {
            message: `nothing sticks out sideways at ${size.width}`,
          })
          .toBeLessThanOrEqual(size.width);
      }
    });
  });
}

/** Nothing loads or changes any more: data, fonts, colours on their way to another theme. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator('[role="status"][aria-label^="Loading"], .mantine-Skeleton-root')).toHaveCount(0);
  await page.evaluate(`Promise.all([
    document.fonts.ready,
    ...document.getAnimations()
      .filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity)
      .map((animation) => animation.finished.catch(() => null)),
  ]).then(() => null)`);
}
