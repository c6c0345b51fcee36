import { defineConfig } from '@playwright/test';
import { isWithoutSandbox } from './env.ts';
import { findChromium } from './support/chromium.ts';

export default defineConfig({
  testDir: 'tests',
  outputDir: 'results/artifacts',
  globalSetup: './support/global-setup.ts',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A test that passes only sometimes is a defect of the product or of the test: `pnpm test` names it, to be mended, but
  // does not call the product broken for it.
  retries: 1,
  workers: 3,
  // Long enough for a machine that is busy with other things; the tests about how soon something appears set their own.
  timeout: 90_000,
  expect: { timeout: 30_000 },
  reporter: [['line'], ['json', { outputFile: 'results/report.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    contextOptions: { reducedMotion: 'reduce' },
    // Recording what nobody reads takes a sixth of the time of every test: `--trace on` records a test that fails.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: await findChromium(),
      chromiumSandbox: !isWithoutSandbox(),
      args: ['--disable-background-networking'],
    },
  },
});
