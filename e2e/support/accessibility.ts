import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What a theme can change for axe. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds of serious or critical impact, a line for each place, to be compared with nothing. `colours` looks at
 * colours only, for a page that was looked at in another theme.
 */
export async function listSeriousViolations(page: Page, what: 'everything' | 'colours'): Promise<string[]> {
  // Legacy mode skips frames of other origins, which we have none of, and takes half the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (what === 'colours' ? axe.withRules(colourRules) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary}`),
    );
}
