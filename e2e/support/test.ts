import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { toldServer } from '../env.ts';
import { signInAs, type Visitor } from './accounts.ts';
import { collectProblems, type ExpectedStatuses } from './problems.ts';

type Options = {
  /** Who is at the browser when the test begins. */
  as: Visitor;
  expectedStatuses: ExpectedStatuses;
};

type Browser = { page: Page; context: BrowserContext };

type Fixtures = {
  /** Opens a second browser, signed in as somebody else; it is watched like the first. */
  openBrowser: (as: Visitor) => Promise<Browser>;
  prepare: (context: BrowserContext, as: Visitor) => Promise<void>;
  signedIn: undefined;
};

/** Playwright's test in a browser that fails on console errors, uncaught errors and requests to other hosts. */
export const test = base.extend<Options & Fixtures>({
  as: ['nobody', { option: true }],
  expectedStatuses: [[], { option: true }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  baseURL: async ({}, use) => use(toldServer().origin),

  prepare: async ({ expectedStatuses }, use) => {
    const watched: string[][] = [];
    await use(async (context, as) => {
      watched.push(collectProblems(context, expectedStatuses));
      await signInAs(context, as);
    });
    expect(watched.flat(), 'the browser met no problem').toEqual([]);
  },

  signedIn: [
    async ({ context, prepare, as }, use) => {
      await prepare(context, as);
      await use(undefined);
    },
    { auto: true },
  ],

  openBrowser: async ({ browser, contextOptions, viewport, locale, timezoneId, prepare, baseURL }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (as) => {
      const context = await browser.newContext({
        ...contextOptions,
        viewport,
        ...(locale === undefined ? {} : { locale }),
        ...(timezoneId === undefined ? {} : { timezoneId }),
        ...(baseURL === undefined ? {} : { baseURL }),
      });
      contexts.push(context);
      await prepare(context, as);
      return { page: await context.newPage(), context };
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

export { expect };
